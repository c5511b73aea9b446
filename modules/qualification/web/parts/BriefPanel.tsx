import { useRead } from '#ui-kit/call.ts';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type Brief, type BriefFields, readBriefRoute } from '../../contract.ts';

/** The qualification brief of a client to read: what was found out, how far it is, what became of it. */
export function BriefPanel({ clientId }: { clientId: string }) {
  const { t, format } = useText();
  const brief = useRead(readBriefRoute, { params: { id: clientId } });
  if (brief.isPending) return <SkeletonText lines={4} />;
  if (brief.data === undefined || brief.data.id === null) return null;
  const { data } = brief;
  const required = data.criteria.filter((criterion) => criterion.required);
  const state = [
    t(`qualification.state.${data.state}`),
    data.state === 'draft'
      ? t('qualification.met', { met: required.filter((one) => one.met).length, of: required.length })
      : null,
    data.author_name,
    data.decided_at === null ? null : format.dayOf(data.decided_at),
  ];
  return (
    <Section title={t('qualification.brief')} note={state.filter((part) => part !== null).join(' · ')}>
      <BriefRows fields={data.fields} brief={data} />
    </Section>
  );
}

function BriefRows({ fields, brief }: { fields: BriefFields; brief: Brief }) {
  const { t, format } = useText();
  const { need, relevance, contact, next_step: step, budget, sources, note } = fields;
  const person = brief.people.find((one) => one.contact_id === contact?.contact_id);
  const name = person?.full_name ?? contact?.full_name ?? null;
  const role = contact?.decision_role == null ? null : t(`qualification.role.${contact.decision_role}`);
  const window =
    relevance?.window_from == null
      ? null
      : format.monthRange(relevance.window_from, relevance.window_until ?? relevance.window_from);
  const rows: [string, string | null | undefined][] = [
    [t('qualification.row.statement'), need?.statement],
    [t('qualification.row.origin'), need?.origin == null ? null : t(`qualification.origin.${need.origin}`)],
    [
      t('qualification.row.verdict'),
      relevance?.verdict == null
        ? null
        : [t(`qualification.relevance.${relevance.verdict}`), window, relevance.expected_event]
            .filter((part) => part != null && part !== '')
            .join(', '),
    ],
    [t('qualification.row.evidence'), relevance?.evidence],
    [
      t('qualification.row.blocker'),
      relevance?.blocker == null ? null : t(`qualification.blocker.${relevance.blocker}`),
    ],
    [t('qualification.row.name'), [name, role].filter((part) => part !== null && part !== '').join(', ')],
    [
      t('qualification.row.step'),
      [step?.title, step?.due_on == null ? null : format.date(step.due_on)]
        .filter((part) => part != null && part !== '')
        .join(', '),
    ],
    [t('qualification.row.budget'), budget?.value_minor == null ? null : format.moneyShort(budget.value_minor)],
    [t('qualification.row.budget_by'), budget?.known_by == null ? null : format.date(budget.known_by)],
    [t('qualification.row.sources'), (sources ?? []).join(', ')],
    [t('qualification.row.note'), note],
  ];
  const items = rows.flatMap(([label, value]) => (value == null || value === '' ? [] : [{ label, value }]));
  return <KeyValue items={items} labelWidth={128} />;
}
