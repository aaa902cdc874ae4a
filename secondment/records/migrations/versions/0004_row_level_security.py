"""Row-level security on PostgreSQL: a transaction sees the rows of the person it was opened for

Revision ID: 0004
Revises: 0003
"""

from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

OF_PERSON = ('people', 'secondments', 'cases')
OF_SECONDMENT = (
    'secondment_types', 'contacts', 'extensions', 'reviews', 'allowances', 'objectives', 'insurance',
    'onboarding_tasks', 'documents',
)
EVERYBODY = "current_setting('secondment.scope', true) = 'all'"
PERSON = "employee_number = current_setting('secondment.person', true)"


def upgrade() -> None:
    if op.get_bind().dialect.name != 'postgresql':
        return
    for table in OF_PERSON:
        _lock(table, f"{EVERYBODY} OR {PERSON}")
    for table in OF_SECONDMENT:
        # the inner query is under the lock of `secondments` itself
        theirs = f"secondment_id IN (SELECT s.secondment_id FROM secondments s WHERE s.{PERSON})"
        _lock(table, f"{EVERYBODY} OR {theirs}")


def _lock(table: str, visible: str) -> None:
    op.execute(f"CREATE POLICY {table}_of_person ON {table} USING ({visible}) WITH CHECK ({visible})")
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    # the tables belong to the product's own role, which would else be let pass
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    if op.get_bind().dialect.name != 'postgresql':
        return
    for table in (*OF_PERSON, *OF_SECONDMENT):
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        op.execute(f"DROP POLICY {table}_of_person ON {table}")
