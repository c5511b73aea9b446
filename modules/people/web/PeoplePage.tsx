import { IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import type { Column } from '#ui-kit/data/columns.ts';
import { DataTable } from '#ui-kit/data/DataTable.tsx';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { type EmployeeView, showProfile } from '../contract.ts';
import type { FreshInvitation } from '../invitations/contract.ts';
import { EmployeePanel } from './EmployeePanel.tsx';
import type { EmployeeSlots } from './employee-slots.ts';
import { FreshLink } from './FreshLink.tsx';
import { InviteForm } from './InviteForm.tsx';
import { AbsenceBadge } from './parts/AbsenceBadge.tsx';
import { EmployeeName } from './parts/EmployeeName.tsx';
import styles from './people.module.css';
import { phoneInWords } from './phone-words.ts';
import { useEmployees } from './use-employees.ts';

/** Everybody who works here: who is there, who is away and who answers for them, who has not joined yet. */
export function PeoplePage({ positions, elsewhere, departure }: EmployeeSlots) {
  const { t, format } = useText();
  const [search, setSearch] = useState('');
  const [departed, setDeparted] = useState(false);
  const [openId, setOpenId] = useState<string | null>(null);
  const [leaving, setLeaving] = useState(false);
  const [inviting, setInviting] = useState(false);
  const employees = useEmployees({ search, status: departed ? ['departed'] : ['active', 'invited'] });
  const profile = useRead(showProfile, {});
  const mayInvite = employees.page?.may_invite ?? false;
  usePage({ crumbs: [{ label: t('people.title') }] });
  useKeys(mayInvite ? { KeyN: { run: () => setInviting(true), label: t('people.invite') } } : {}, {
    group: t('people.title'),
  });

  const columns = useMemo<Column<EmployeeView>[]>(
    () => [
      {
        id: 'name',
        header: t('people.name'),
        cell: (row) => <EmployeeName name={row.full_name} />,
        width: 240,
        fixed: true,
        grow: true,
      },
      ...(positions === undefined
        ? []
        : [{ id: 'positions', header: t('people.positions'), cell: positions, width: 220, grow: true }]),
      { id: 'state', header: t('people.state'), cell: (row) => <State employee={row} />, width: 220 },
      { id: 'email', header: t('people.email'), cell: (row) => <span className="cut">{row.email}</span>, width: 200 },
      {
        id: 'phone',
        header: t('people.phone'),
        cell: (row) => (row.phone === null ? null : <Num>{phoneInWords(format, row.phone)}</Num>),
        width: 200,
      },
      {
        id: 'hours',
        header: t('people.hours'),
        cell: (row) => <Num>{`${row.work_start}–${row.work_end}`}</Num>,
        width: 104,
      },
    ],
    [t, format, positions],
  );
  const show = (id: string | null) => {
    setLeaving(false);
    setOpenId(id);
  };
  const open = employees.rows.find((row) => row.id === openId);
  const count = employees.page?.count;

  return (
    <div className={styles.page}>
      <PageHeader
        title={t('people.title')}
        note={count === undefined ? undefined : t('people.count', { count: count.value })}
        actions={
          mayInvite ? (
            <Button
              look={open === undefined ? 'primary' : 'default'}
              icon={IconUserPlus}
              keys="KeyN"
              onClick={() => setInviting(true)}
            >
              {t('people.invite')}
            </Button>
          ) : null
        }
      >
        <div className={styles.tools}>
          <TextField
            label={t('people.find')}
            hideLabel
            placeholder={t('people.find')}
            value={search}
            onChange={setSearch}
          />
          <Chip look="outline" pressed={departed} onClick={() => setDeparted(!departed)}>
            {t('people.departed')}
          </Chip>
        </div>
      </PageHeader>
      <div className={styles.tableBox}>
        <SplitPane
          sideLabel={t('people.employee')}
          onCloseSide={() => show(null)}
          side={
            open === undefined ? null : leaving && departure !== undefined ? (
              departure(open, () => setLeaving(false))
            ) : (
              <EmployeePanel
                key={open.id}
                employee={open}
                mayInvite={mayInvite}
                mayAppoint={profile.data?.administrator ?? false}
                isMe={profile.data?.id === open.id}
                positions={positions}
                elsewhere={elsewhere}
                onDeparture={departure === undefined ? undefined : () => setLeaving(true)}
                onClose={() => show(null)}
              />
            )
          }
        >
          {employees.error === null ? (
            <DataTable
              label={t('people.title')}
              columns={columns}
              rows={employees.rows}
              rowId={(row) => row.id}
              rowCount={count?.exact === true ? count.value : undefined}
              loading={employees.loading}
              hasMore={employees.hasMore}
              onMore={employees.more}
              activeId={openId}
              onOpen={(row) => show(row.id)}
              onCursor={(row) => {
                if (openId !== null) show(row.id);
              }}
              memory="people"
              empty={
                <EmptyState
                  icon={IconUsers}
                  title={search === '' ? t('people.empty') : t('people.nobody_found')}
                  text={search === '' ? t('people.empty_text') : t('people.nobody_found_text')}
                  {...(search === ''
                    ? {}
                    : { action: { label: t('people.clear_search'), onClick: () => setSearch('') } })}
                  look="default"
                />
              }
            />
          ) : (
            <ErrorState title={employees.error.message} requestId={employees.error.requestId} />
          )}
        </SplitPane>
      </div>
      <InviteDialog
        opened={inviting}
        mayAppoint={profile.data?.administrator ?? false}
        onClose={() => setInviting(false)}
        onOpen={show}
      />
    </div>
  );
}

function State({ employee }: { employee: EmployeeView }) {
  const { t, format } = useText();
  const { status, absence, invitation, departed_on } = employee;
  if (status === 'departed' && departed_on !== null)
    return <span className="ink-3">{t('people.left_on', { day: format.date(departed_on) })}</span>;
  if (status === 'invited') {
    if (invitation === null) return <span className="ink-3">{t('people.status.invited')}</span>;
    const until = format.dayOf(invitation.expires_at);
    return (
      <span className="ink-2">
        {invitation.expired ? t('people.invitation_expired_on', { until }) : t('people.invited_until', { until })}
      </span>
    );
  }
  if (absence !== null) return <AbsenceBadge absence={absence} />;
  return employee.administrator ? <span className="ink-3">{t('people.administrator_short')}</span> : null;
}

interface InviteDialogProps {
  opened: boolean;
  mayAppoint: boolean;
  onClose: () => void;
  onOpen: (employeeId: string) => void;
}

function InviteDialog({ opened, mayAppoint, onClose, onOpen }: InviteDialogProps) {
  const { t } = useText();
  const [made, setMade] = useState<{ name: string; link: FreshInvitation } | null>(null);
  const close = () => {
    if (made !== null) onOpen(made.link.employee_id);
    setMade(null);
    onClose();
  };
  return (
    <Dialog opened={opened} onClose={close} title={t('people.invite_title')} kind="drawer" keepOnClickOutside>
      {made === null ? (
        <InviteForm mayAppoint={mayAppoint} onCancel={close} onInvited={(name, link) => setMade({ name, link })} />
      ) : (
        <div className="col stack">
          <p className="ink-2">{t('people.hand_the_link')}</p>
          <FreshLink link={made.link} name={made.name} />
          <div className="row">
            <Button look="primary" size="main" onClick={close}>
              {t('people.done')}
            </Button>
            <Button size="main" onClick={() => setMade(null)}>
              {t('people.invite_another')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
