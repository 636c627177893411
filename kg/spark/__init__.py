"""The rules of the assessment on Apache Spark, over tables that no one machine could hold.

The rules are those in ``kg/assessment/*.sql``, translated; there is no second set. See
``docs/scale.md``.
"""
