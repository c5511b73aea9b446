import { VerdictFields } from '#modules/needs/web/parts/VerdictFields.tsx';
import {
  missingInVerdict,
  type VerdictValues,
  verdictInput,
  verdictOf,
} from '#modules/needs/web/parts/verdict-form.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type AfterLoss, type Deal, loseDealRoute } from '../../contract.ts';

const NEEDS = ['competitor', 'otherwise', 'open'] as const;
const CLIENTS = ['lost', 'waiting', 'work'] as const;

interface Values extends VerdictValues {
  reason: string;
  to: string;
  need: (typeof NEEDS)[number];
  client: (typeof CLIENTS)[number];
  look_on: string | null;
}

/** The deal is lost: to whom, why, what becomes of the need and of the client. Mount it when it is opened. */
export function LoseDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useText();
  const { today } = useActor();
  const lose = useWrite(loseDealRoute, { said: () => t('deals.lost_toast') });
  const form = useDraftForm<Values>({
    initial: {
      ...verdictOf(undefined, 'dormant'),
      reason: '',
      to: '',
      need: 'competitor',
      client: 'lost',
      look_on: null,
    },
    draftKey: `lose/${deal.id}`,
    missing: (values) => [
      ...(values.reason.trim() === '' ? [{ field: 'reason', text: t('deals.missing.reason') } as const] : []),
      ...(values.need === 'competitor' && values.to.trim() === ''
        ? [{ field: 'to', text: t('deals.missing.winner') } as const]
        : []),
      ...(values.need === 'open'
        ? missingInVerdict(values, {
            evidence: t('needs.missing.evidence'),
            blocker: t('needs.missing.blocker'),
            window: t('needs.missing.window'),
            event: t('needs.missing.event'),
          })
        : []),
      ...(values.client === 'lost' && values.look_on === null
        ? [{ field: 'look_on', text: t('needs.missing.look') } as const]
        : []),
    ],
  });
  const { values } = form;
  const need = form.field('need');
  const client = form.field('client');
  return (
    <FormDialog
      form={form}
      opened
      title={t('deals.lose_title')}
      onClose={onClose}
      submitLabel={t('deals.lose_submit')}
      onSubmit={async (now) => {
        try {
          await lose.mutateAsync({
            params: { id: deal.id },
            body: {
              version: deal.version,
              reason: now.reason.trim(),
              ...(now.to.trim() === '' ? {} : { to: now.to.trim() }),
              need: now.need,
              ...(now.need === 'open' ? { verdict: verdictInput(now) } : {}),
              client: afterLoss(now),
            },
          });
          return { ok: true };
        } catch (error) {
          const failure = formFailure(error);
          return { ...failure, fields: lossFaults(failure.fields) };
        }
      }}
    >
      <p className="ink-3">{deal.title}</p>
      <TextArea
        label={t('deals.field.why_lost')}
        placeholder={t('deals.field.why_lost_example')}
        {...form.field('reason')}
        autoFocus
        required
      />
      <TextField label={t('deals.field.lost_to')} {...form.field('to')} maxLength={200} />
      <ChoiceField
        label={t('deals.field.need_after')}
        {...need}
        onChange={(value) => value !== null && need.onChange(value)}
        options={NEEDS.map((value) => ({ value, label: t(`deals.need_after.${value}`) }))}
      />
      {values.need === 'open' ? <VerdictFields form={form} /> : null}
      <ChoiceField
        label={t('deals.field.client_after')}
        {...client}
        onChange={(value) => value !== null && client.onChange(value)}
        options={CLIENTS.map((value) => ({ value, label: t(`deals.client_after.${value}`) }))}
        hint={t(`deals.client_after_hint.${values.client}`)}
      />
      {values.client === 'lost' ? (
        <DateField
          label={t('needs.field.look_on')}
          hint={t('needs.field.look_hint')}
          {...form.field('look_on')}
          min={today}
          today={today}
          required
        />
      ) : null}
    </FormDialog>
  );
}

function afterLoss({ client, look_on }: Values): AfterLoss {
  return client === 'lost' ? { to: 'lost', look_on: look_on ?? '' } : { to: client };
}

/** Names of the API's fields in the form. */
function lossFaults(fields: Readonly<Record<string, string>> | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([path, text]) => [path.replace(/^(client|verdict)\//, ''), text]),
  );
}
