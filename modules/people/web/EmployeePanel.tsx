import { IconCalendarPlus, IconLink, IconLinkOff, IconPencil, IconUserMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import { listAbsences } from '../absences/contract.ts';
import type { Absence, EmployeeView } from '../contract.ts';
import { type FreshInvitation, reissueInvitation, revokeInvitation } from '../invitations/contract.ts';
import { AbsenceDialog } from './AbsenceDialog.tsx';
import { EmployeeDialog } from './EmployeeForm.tsx';
import type { EmployeeSlots } from './employee-slots.ts';
import { FreshLink } from './FreshLink.tsx';
import { zoneInWords } from './parts/time-zones.ts';
import styles from './people.module.css';
import { phoneInWords } from './phone-words.ts';

interface EmployeePanelProps extends Pick<EmployeeSlots, 'positions' | 'elsewhere'> {
  employee: EmployeeView;
  mayInvite: boolean;
  mayAppoint: boolean;
  isMe: boolean;
  /** Opens the panel by which somebody leaves; absent where nobody provides it. */
  onDeparture: (() => void) | undefined;
  onClose: () => void;
}

type Open = 'edit' | 'absence' | 'link' | null;

/** One colleague: how to reach them, when they work, when they are away, and how they come in. */
export function EmployeePanel(props: EmployeePanelProps) {
  const { employee, mayInvite, mayAppoint, isMe, positions, elsewhere, onDeparture, onClose } = props;
  const { t, format } = useText();
  const [open, setOpen] = useState<Open>(null);
  const [link, setLink] = useState<FreshInvitation | null>(null);
  const [absence, setAbsence] = useState<Absence | null>(null);
  const reissue = useWrite(reissueInvitation);
  const revoke = useWrite(revokeInvitation, { said: () => t('people.link_revoked') });
  const mayManage = employee.may_edit && mayInvite;
  const close = () => {
    setOpen(null);
    setAbsence(null);
  };
  const makeLink = async () => {
    try {
      setLink(await reissue.mutateAsync({ params: { id: employee.id } }));
      setOpen('link');
    } catch (error) {
      toast({ text: formFailure(error).text ?? '' });
    }
  };

  return (
    <SidePanel
      title={employee.full_name}
      note={positions?.(employee)}
      head={<Marks employee={employee} />}
      onClose={onClose}
    >
      {employee.may_edit ? (
        <Section>
          <div className="row-wrap">
            <Button icon={IconPencil} onClick={() => setOpen('edit')}>
              {t('people.edit')}
            </Button>
            <Button icon={IconCalendarPlus} onClick={() => setOpen('absence')}>
              {t('people.record_absence')}
            </Button>
          </div>
        </Section>
      ) : null}
      <Section>
        <KeyValue
          items={[
            { label: t('people.email'), value: <a href={`mailto:${employee.email}`}>{employee.email}</a> },
            ...(employee.phone === null
              ? []
              : [
                  {
                    label: t('people.phone'),
                    value: (
                      <a href={`tel:${employee.phone}`}>
                        <Num>{phoneInWords(format, employee.phone)}</Num>
                      </a>
                    ),
                  },
                ]),
            { label: t('people.hours'), value: <Hours employee={employee} /> },
            { label: t('people.time_zone'), value: zoneInWords(t, employee.time_zone) },
            ...(employee.capacity_bp === 10_000
              ? []
              : [{ label: t('people.capacity'), value: <Num>{format.basisPoints(employee.capacity_bp)}</Num> }]),
          ]}
        />
        <div className={styles.elsewhere}>{elsewhere?.(employee)}</div>
      </Section>
      <Absences
        employee={employee}
        onOpen={(one) => {
          setAbsence(one);
          setOpen('absence');
        }}
      />
      {mayManage && employee.status !== 'departed' && !isMe ? (
        <Section title={t('people.access')}>
          <div className="row-wrap">
            <Button size="small" icon={IconLink} busy={reissue.isPending} onClick={() => void makeLink()}>
              {employee.status === 'invited' ? t('people.new_link') : t('people.password_link')}
            </Button>
            {employee.invitation === null ? null : (
              <Button size="small" icon={IconLinkOff} onClick={() => revoke.mutate({ params: { id: employee.id } })}>
                {t('people.revoke_link')}
              </Button>
            )}
            {onDeparture === undefined ? null : (
              <Button size="small" icon={IconUserMinus} onClick={onDeparture}>
                {t('people.departure')}
              </Button>
            )}
          </div>
        </Section>
      ) : null}

      <EmployeeDialog
        employee={employee}
        everything={mayInvite}
        mayAppoint={mayAppoint}
        opened={open === 'edit'}
        onClose={close}
      />
      <AbsenceDialog
        key={absence?.id ?? 'new'}
        employee={employee}
        absence={absence}
        opened={open === 'absence'}
        onClose={close}
      />
      <Dialog opened={open === 'link'} onClose={close} title={t('people.access')} keepOnClickOutside>
        {link === null ? null : <FreshLink link={link} name={employee.full_name} />}
      </Dialog>
    </SidePanel>
  );
}

function Marks({ employee }: { employee: EmployeeView }) {
  const { t } = useText();
  return (
    <>
      {employee.status === 'active' ? null : <Chip>{t(`people.status.${employee.status}`)}</Chip>}
      {employee.administrator ? <Chip look="outline">{t('people.administrator_short')}</Chip> : null}
    </>
  );
}

function Hours({ employee }: { employee: EmployeeView }) {
  const { t } = useText();
  const { work_start, work_end, lunch_start, lunch_end } = employee;
  return (
    <span className="row-wrap">
      <Num>{`${work_start}–${work_end}`}</Num>
      {lunch_start === null ? null : (
        <span className="ink-3 nowrap">{t('people.lunch_hours', { lunch: `${lunch_start}–${lunch_end}` })}</span>
      )}
    </span>
  );
}

const BACK_DAYS = 90;
const AHEAD_DAYS = 365;

function Absences({ employee, onOpen }: { employee: EmployeeView; onOpen: (absence: Absence) => void }) {
  const { t, format } = useText();
  const clock = useClock();
  const today = Temporal.PlainDate.from(clock.today());
  const read = useRead(listAbsences, {
    query: {
      from: today.subtract({ days: BACK_DAYS }).toString(),
      to: today.add({ days: AHEAD_DAYS }).toString(),
      employee_id: employee.id,
    },
  });
  const items = read.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t('people.absences')} count={items.length}>
      <ul className={styles.lines}>
        {items.map((one) => (
          <li key={one.id}>
            <div className="col">
              <span className="nowrap">
                {format.date(one.first_day)}–{format.date(one.last_day)}
              </span>
              <span className="t-small ink-3">
                {t(`people.absence_kind.${one.kind ?? 'away'}`)} · {t('people.deputy_is', { name: one.deputy_name })}
              </span>
            </div>
            {one.may_edit && one.last_day >= today.toString() ? (
              <Button size="small" look="quiet" onClick={() => onOpen(one)}>
                {t('people.edit')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
