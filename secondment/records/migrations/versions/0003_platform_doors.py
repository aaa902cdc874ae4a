"""Inbox with content, outbox, account links, last places, watched threads

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('account_links',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('provider', sa.String(length=60), nullable=False),
    sa.Column('tenant', sa.String(length=200), nullable=False),
    sa.Column('user_id', sa.String(length=200), nullable=False),
    sa.Column('label', sa.String(length=200), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_account_links'))
    )
    with op.batch_alter_table('account_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_links_until'), ['until'], unique=False)

    op.create_table('account_places',
    sa.Column('provider', sa.String(length=60), nullable=False),
    sa.Column('tenant', sa.String(length=200), nullable=False),
    sa.Column('user_id', sa.String(length=200), nullable=False),
    sa.Column('employee_number', sa.String(length=100), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.PrimaryKeyConstraint('provider', 'tenant', 'user_id', name=op.f('pk_account_places'))
    )
    with op.batch_alter_table('account_places', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_places_employee_number'), ['employee_number'], unique=False)
        batch_op.create_index(batch_op.f('ix_account_places_used_at'), ['used_at'], unique=False)

    op.create_table('outbox',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider', sa.String(length=60), nullable=False),
    sa.Column('delivery', sa.String(length=300), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('lane', sa.String(length=100), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('uncertain', sa.Boolean(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('worker', sa.String(length=200), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(length=60), nullable=True),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("(content IS NULL) = (state IN ('sent', 'dead'))", name=op.f('ck_outbox_content_while_waiting')),
    sa.CheckConstraint("state IN ('waiting', 'sending', 'sent', 'dead')", name=op.f('ck_outbox_state_known')),
    sa.CheckConstraint('attempts >= 0', name=op.f('ck_outbox_attempts_not_negative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('provider', 'delivery', 'position', name='uq_outbox_delivery')
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_outbox_lane_state', ['lane', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_state'), ['state'], unique=False)

    op.create_table('watched_threads',
    sa.Column('provider', sa.String(length=60), nullable=False),
    sa.Column('tenant', sa.String(length=200), nullable=False),
    sa.Column('channel', sa.String(length=300), nullable=False),
    sa.Column('thread', sa.String(length=300), nullable=False),
    sa.Column('holder', sa.String(length=200), nullable=True),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('provider', 'tenant', 'channel', 'thread', name=op.f('pk_watched_threads'))
    )
    with op.batch_alter_table('watched_threads', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_watched_threads_seen_at'), ['seen_at'], unique=False)

    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('lane', sa.String(length=100), nullable=True))
        batch_op.add_column(sa.Column('worker', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('attempts', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('content', sa.LargeBinary(), nullable=True))
        batch_op.create_index(batch_op.f('ix_inbox_lane'), ['lane'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('inbox', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_inbox_lane'))
        batch_op.drop_column('content')
        batch_op.drop_column('attempts')
        batch_op.drop_column('worker')
        batch_op.drop_column('lane')

    with op.batch_alter_table('watched_threads', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_watched_threads_seen_at'))

    op.drop_table('watched_threads')
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_state'))
        batch_op.drop_index('ix_outbox_lane_state')
        batch_op.drop_index(batch_op.f('ix_outbox_created_at'))

    op.drop_table('outbox')
    with op.batch_alter_table('account_places', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_places_used_at'))
        batch_op.drop_index(batch_op.f('ix_account_places_employee_number'))

    op.drop_table('account_places')
    with op.batch_alter_table('account_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_links_until'))

    op.drop_table('account_links')
