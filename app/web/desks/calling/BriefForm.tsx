import type { ReactNode } from 'react';
import { editClientRoute } from '#modules/clients/contract.ts';
import { DECISION_ROLES } from '#modules/clients/rules.ts';
import { BLOCKERS, ORIGINS } from '#modules/needs/rules.ts';
import { RelevanceMark } from '#modules/needs/web/parts/RelevanceMark.tsx';
import type { Brief, BriefFields, CriterionKey } from '#modules/qualification/contract.ts';
import { useWrite } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { DateField, TimeField } from '#ui-kit/forms/DateField.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { MoneyField } from '#ui-kit/forms/NumberField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { Hotkey } from '#ui-kit/marks/Hotkey.tsx';
import { Missing } from '#ui-kit/marks/Missing.tsx';
import { useText } from '#ui-kit/text.tsx';
import parts from './brief.module.css';
import styles from './calling.module.css';
import type { BriefDraft } from './use-brief-draft.ts';

/** Where a press on «what is missing» puts the cursor. */
export const FIRST_FIELD: Record<CriterionKey, string> = {
  target_segment: 'brief-segment',
  need: 'brief-need',
  relevance: 'brief-evidence',
  contact: 'brief-contact',
  next_step: 'brief-step',
  sources: 'brief-sources',
  budget: 'brief-budget',
};

/** Two fields share a row even in the narrow column. */
const PAIR = 'minmax(0, 1fr) minmax(0, 1fr)';

/** The brief that fills while talking: a criterion a row, in the order of a conversation. */
export function BriefForm({ brief, draft }: { brief: Brief; draft: BriefDraft }) {
  const { t } = useText();
  const met = draft.criteria.filter((criterion) => criterion.required && criterion.met).length;
  const of = draft.criteria.filter((criterion) => criterion.required).length;
  const shown = new Set(draft.criteria.map((criterion) => criterion.key));
  const parts: [CriterionKey, ReactNode][] = [
    ['target_segment', <TargetField key="target_segment" brief={brief} />],
    ['need', <NeedFields key="need" draft={draft} />],
    ['relevance', <RelevanceFields key="relevance" draft={draft} today={brief.today} />],
    ['contact', <ContactFields key="contact" brief={brief} draft={draft} />],
    ['next_step', <StepFields key="next_step" draft={draft} today={brief.today} />],
    ['sources', <SourceFields key="sources" draft={draft} />],
    ['budget', <BudgetFields key="budget" draft={draft} today={brief.today} />],
  ];
  return (
    <div className={styles.briefForm}>
      <div className="row">
        <h2 className="strong">{t('qualification.brief')}</h2>
        <span className="ink-3 nowrap">{t('qualification.met', { met, of })}</span>
        <span className="t-small ink-3 cut" role="status">
          {draft.state === 'failed' ? t('qualification.not_saved') : ''}
        </span>
        <span className="spread" />
        <span className={`${styles.keyHint} t-small ink-3`}>
          <Hotkey keys="Tab" /> {t('qualification.tab')}
        </span>
      </div>
      {brief.handoff?.state === 'returned' ? <ReturnedNote handoff={brief.handoff} /> : null}
      {parts
        .filter(([key]) => shown.has(key))
        .map(([key, part]) => (
          <CriterionRow key={key} name={key} draft={draft}>
            {part}
          </CriterionRow>
        ))}
    </div>
  );
}

function ReturnedNote({ handoff }: { handoff: NonNullable<Brief['handoff']> }) {
  const { t } = useText();
  const key = `handoffs.code.${handoff.return_code ?? 'other'}`;
  return (
    <p className={parts.returned} role="note">
      <b>{t('qualification.returned', { name: handoff.receiver_name, round: handoff.round })}</b>{' '}
      {t.has(key) ? t(key) : ''}
      {handoff.return_text === null ? '' : `: ${handoff.return_text}`}
    </p>
  );
}

function CriterionRow({ name, draft, children }: { name: CriterionKey; draft: BriefDraft; children: ReactNode }) {
  const { t } = useText();
  const criterion = draft.criteria.find((one) => one.key === name);
  const state = criterion?.met ? 'done' : criterion?.required ? 'missing' : 'optional';
  return (
    <div className={parts.criterion}>
      <Missing state={state} />
      <div className="col">
        <div className="row">
          <span className="medium">{t(`qualification.criterion.${name}`)}</span>
          <span className="t-small ink-3 cut">{t(`qualification.hint.${name}`)}</span>
        </div>
        {children}
      </div>
    </div>
  );
}

function TargetField({ brief }: { brief: Brief }) {
  const { t } = useText();
  const edit = useWrite(editClientRoute);
  const { segments, segment_id, client_version } = brief.target;
  if (segments.length === 0 || segment_id !== null) return null;
  return (
    <SelectField
      id={FIRST_FIELD.target_segment}
      label={t('qualification.segment')}
      hideLabel
      placeholder={t('qualification.segment')}
      value={null}
      disabled={edit.isPending}
      options={segments.map((segment) => ({ value: segment.id, label: segment.name }))}
      onChange={(chosen) =>
        chosen !== null &&
        edit.mutate({ params: { id: brief.client_id }, body: { version: client_version, segment_id: chosen } })
      }
    />
  );
}

function NeedFields({ draft }: { draft: BriefDraft }) {
  const { t } = useText();
  const need = draft.fields.need ?? {};
  const set = (part: NonNullable<BriefFields['need']>) => draft.set({ need: { ...need, ...part } });
  return (
    <>
      <TextArea
        id={FIRST_FIELD.need}
        label={t('qualification.need_words')}
        hideLabel
        placeholder={t('qualification.need_example')}
        value={need.statement ?? ''}
        onChange={(statement) => set({ statement })}
        rows={2}
        maxRows={5}
        maxLength={500}
      />
      <Segmented
        label={t('qualification.origin')}
        size="small"
        value={need.origin ?? null}
        onChange={(origin) => set({ origin })}
        options={ORIGINS.map((value) => ({ value, label: t(`qualification.origin.${value}`) }))}
      />
    </>
  );
}

const ASKED_VERDICTS = ['now', 'dated', 'triggered', 'dormant'] as const;

function RelevanceFields({ draft, today }: { draft: BriefDraft; today: string }) {
  const { t } = useText();
  const relevance = draft.fields.relevance ?? {};
  const set = (part: NonNullable<BriefFields['relevance']>) => draft.set({ relevance: { ...relevance, ...part } });
  const verdict = relevance.verdict ?? null;
  return (
    <>
      <Segmented
        label={t('qualification.criterion.relevance')}
        size="small"
        value={verdict}
        onChange={(chosen) => set({ verdict: chosen })}
        options={ASKED_VERDICTS.map((value) => ({
          value,
          label: t(`qualification.relevance.${value}`),
          mark: <RelevanceMark verdict={value} look="mark" size={12} />,
        }))}
      />
      {verdict === 'dated' ? (
        <FieldRow template={PAIR}>
          <DateField
            label={t('qualification.row.window_from')}
            hideLabel
            placeholder={t('qualification.row.window_from')}
            value={relevance.window_from ?? null}
            onChange={(window_from) => set({ window_from })}
            today={today}
          />
          <DateField
            label={t('qualification.row.window_until')}
            hideLabel
            placeholder={t('qualification.row.window_until')}
            value={relevance.window_until ?? null}
            onChange={(window_until) => set({ window_until })}
            today={today}
          />
        </FieldRow>
      ) : null}
      {verdict === 'triggered' ? (
        <FieldRow template={PAIR}>
          <TextField
            label={t('qualification.row.event')}
            hideLabel
            placeholder={t('qualification.row.event')}
            value={relevance.expected_event ?? ''}
            onChange={(expected_event) => set({ expected_event })}
            maxLength={500}
          />
          <DateField
            label={t('qualification.event_on')}
            hideLabel
            placeholder={t('qualification.event_on')}
            value={relevance.expected_on ?? null}
            onChange={(expected_on) => set({ expected_on })}
            today={today}
          />
        </FieldRow>
      ) : null}
      <FieldRow template={verdict === null || verdict === 'now' ? 'minmax(0, 1fr)' : PAIR}>
        {verdict === null || verdict === 'now' ? null : (
          <SelectField
            label={t('qualification.row.blocker')}
            hideLabel
            placeholder={t('qualification.row.blocker')}
            value={relevance.blocker ?? null}
            onChange={(blocker) => set({ blocker })}
            options={BLOCKERS.map((value) => ({ value, label: t(`needs.blocker.${value}`) }))}
          />
        )}
        <TextField
          id={FIRST_FIELD.relevance}
          label={t('qualification.row.evidence')}
          hideLabel
          placeholder={t('qualification.evidence_example')}
          value={relevance.evidence ?? ''}
          onChange={(evidence) => set({ evidence })}
          maxLength={4000}
        />
      </FieldRow>
    </>
  );
}

const NEW = 'new';

function ContactFields({ brief, draft }: { brief: Brief; draft: BriefDraft }) {
  const { t } = useText();
  const contact = draft.fields.contact ?? {};
  const set = (part: NonNullable<BriefFields['contact']>) => draft.set({ contact: { ...contact, ...part } });
  const known = brief.people.find((person) => person.contact_id === contact.contact_id);
  const typed = known === undefined && (brief.people.length === 0 || contact.full_name !== undefined);
  const pick = (id: string | null) => {
    const person = brief.people.find((one) => one.contact_id === id);
    if (person === undefined) set({ contact_id: null, full_name: '' });
    else
      draft.set({
        contact: {
          contact_id: person.contact_id,
          decision_role: person.decision_role ?? contact.decision_role ?? null,
        },
      });
  };
  const role = (
    <SelectField
      label={t('qualification.row.role')}
      hideLabel
      placeholder={t('qualification.row.role_short')}
      value={contact.decision_role ?? null}
      onChange={(decision_role) => set({ decision_role })}
      options={DECISION_ROLES.map((value) => ({
        value,
        label: t(`qualification.role_short.${value}`),
        note: t(`qualification.role.${value}`),
      }))}
    />
  );
  return (
    <>
      {brief.people.length === 0 ? null : (
        <FieldRow template={typed ? 'minmax(0, 1fr)' : 'minmax(0, 3fr) minmax(0, 2fr)'}>
          <SelectField
            id={typed ? undefined : FIRST_FIELD.contact}
            label={t('qualification.row.name')}
            hideLabel
            placeholder={t('qualification.contact_who')}
            value={known?.contact_id ?? (typed ? NEW : null)}
            onChange={pick}
            options={[
              ...brief.people.map((person) => ({
                value: person.contact_id,
                label: person.full_name,
                note: person.position_title ?? undefined,
              })),
              { value: NEW, label: t('qualification.contact_new') },
            ]}
          />
          {typed ? null : role}
        </FieldRow>
      )}
      {typed ? (
        <>
          <TextField
            id={FIRST_FIELD.contact}
            label={t('qualification.row.name')}
            hideLabel
            placeholder={t('qualification.contact_name')}
            value={contact.full_name ?? ''}
            onChange={(full_name) => set({ full_name })}
            maxLength={300}
          />
          <FieldRow template={PAIR}>
            <TextField
              label={t('qualification.row.position')}
              hideLabel
              placeholder={t('qualification.row.position')}
              value={contact.position_title ?? ''}
              onChange={(position_title) => set({ position_title })}
              maxLength={300}
            />
            {role}
          </FieldRow>
        </>
      ) : null}
    </>
  );
}

function StepFields({ draft, today }: { draft: BriefDraft; today: string }) {
  const { t } = useText();
  const step = draft.fields.next_step ?? {};
  const set = (part: NonNullable<BriefFields['next_step']>) => draft.set({ next_step: { ...step, ...part } });
  return (
    <>
      <TextField
        id={FIRST_FIELD.next_step}
        label={t('qualification.row.step')}
        hideLabel
        placeholder={t('qualification.step_example')}
        value={step.title ?? ''}
        onChange={(title) => set({ title })}
        maxLength={500}
      />
      <FieldRow template="minmax(0, 3fr) minmax(72px, 2fr)">
        <DateField
          label={t('qualification.row.on')}
          hideLabel
          placeholder={t('qualification.step_on')}
          value={step.due_on ?? null}
          onChange={(due_on) => set({ due_on })}
          min={today}
          today={today}
        />
        <TimeField
          label={t('qualification.step_at')}
          hideLabel
          value={step.due_time ?? null}
          onChange={(due_time) => set({ due_time })}
        />
      </FieldRow>
    </>
  );
}

const USUAL_SOURCES = ['talk', 'site', 'procurement', 'budget'] as const;

function SourceFields({ draft }: { draft: BriefDraft }) {
  const { t } = useText();
  const sources = draft.fields.sources ?? [];
  const toggle = (source: string) =>
    draft.set({ sources: sources.includes(source) ? sources.filter((one) => one !== source) : [...sources, source] });
  const usual = USUAL_SOURCES.map((source) => t(`qualification.source.${source}`));
  const others = sources.filter((source) => !usual.includes(source));
  return (
    <>
      <div className={styles.objections}>
        {usual.map((source) => (
          <Chip key={source} pressed={sources.includes(source)} onClick={() => toggle(source)}>
            {source}
          </Chip>
        ))}
      </div>
      <TextField
        id={FIRST_FIELD.sources}
        label={t('qualification.row.sources')}
        hideLabel
        placeholder={t('qualification.source_other')}
        value={others[0] ?? ''}
        onChange={(text) =>
          draft.set({ sources: [...sources.filter((one) => usual.includes(one)), ...(text === '' ? [] : [text])] })
        }
        maxLength={300}
      />
    </>
  );
}

function BudgetFields({ draft, today }: { draft: BriefDraft; today: string }) {
  const { t } = useText();
  const budget = draft.fields.budget ?? {};
  const set = (part: NonNullable<BriefFields['budget']>) => draft.set({ budget: { ...budget, ...part } });
  return (
    <FieldRow template={PAIR}>
      <MoneyField
        id={FIRST_FIELD.budget}
        label={t('qualification.row.budget')}
        hideLabel
        placeholder={t('qualification.budget_unknown')}
        value={budget.value_minor ?? null}
        onChange={(value_minor) => set({ value_minor })}
      />
      <DateField
        label={t('qualification.row.budget_by')}
        hideLabel
        placeholder={t('qualification.budget_by')}
        value={budget.known_by ?? null}
        onChange={(known_by) => set({ known_by })}
        min={today}
        today={today}
      />
    </FieldRow>
  );
}
