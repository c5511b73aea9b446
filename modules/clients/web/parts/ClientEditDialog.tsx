import { useState } from 'react';
import { zoneInWords } from '#modules/people/web/parts/time-zones.ts';
import { showStructure } from '#modules/structure/contract.ts';
import { formFailure, theirsOf, useRead, useWrite } from '#ui-kit/call.ts';
import { ConflictDialog } from '#ui-kit/feedback/ConflictDialog.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientCard, editClientRoute } from '../../contract.ts';
import { CALL_BASES } from '../../rules.ts';
import { ClientFields } from './ClientFields.tsx';
import { type ClientValues, changesOf, clientValues, linesOf } from './client-form.ts';
import { contested } from './conflict.ts';
import { SimilarClients } from './SimilarClients.tsx';

/** Changes what is known of a client. Mount it when it is opened, with the card as it was read. */
export function ClientEditDialog({ client: now, onClose }: { client: ClientCard; onClose: () => void }) {
  const client = useAtOpening(now);
  const { t, format } = useText();
  const structure = useRead(showStructure, {
    query: client.sales_system_id === undefined ? {} : { sales_system_id: client.sales_system_id },
  });
  const edit = useWrite(editClientRoute, { said: () => t('clients.saved') });
  const [was] = useState(() => clientValues(client));
  const [clash, setClash] = useState<{ theirs: ClientValues; version: number; yours: ClientValues } | null>(null);
  const form = useDraftForm<ClientValues>({
    initial: was,
    draftKey: `client/${client.id}`,
    missing: (values) => (values.name.trim() === '' ? [{ field: 'name', text: t('clients.missing.name') }] : []),
  });
  const save = async (values: ClientValues, version: number) =>
    edit.mutateAsync({ params: { id: client.id }, body: { version, ...changesOf(was, values) } });

  const submit = async (values: ClientValues) => {
    try {
      await save(values, client.version ?? 1);
      return { ok: true } as const;
    } catch (error) {
      const now = theirsOf(error);
      if (now === null) return formFailure(error);
      // The server answers a stale version with the card as it stands.
      const card = now as ClientCard;
      const theirs = clientValues(card);
      if (contested(was, values, theirs).length === 0) {
        await save(values, card.version ?? 1);
        return { ok: true } as const;
      }
      setClash({ theirs, version: card.version ?? 1, yours: values });
      return { ok: false, text: t('clients.changed_meanwhile') } as const;
    }
  };
  const said = (name: keyof ClientValues, value: ClientValues[keyof ClientValues]): string => {
    if (typeof value === 'number') return format.number(value);
    if (typeof value !== 'string' || value === '') return shown(value);
    if (name === 'segment_id') return structure.data?.segments.find(({ id }) => id === value)?.name ?? value;
    if (name === 'time_zone') return zoneInWords(t, value);
    const basis = CALL_BASES.find((one) => one === value);
    if (name === 'call_basis' && basis !== undefined) return t(`clients.basis.${basis}`);
    return name === 'call_basis_on' ? format.date(value) : value;
  };
  return (
    <>
      <FormDialog
        form={form}
        opened={clash === null}
        title={t('clients.edit_title', { name: client.name })}
        onClose={onClose}
        submitLabel={t('clients.save')}
        size={560}
        onSubmit={submit}
      >
        <ClientFields form={form} salesSystemId={client.sales_system_id} />
        {changesWhoItIs(was, form.values) ? (
          <SimilarClients
            name={form.values.name}
            region={form.values.region}
            inn={form.values.inn}
            kpp={form.values.kpp}
            phones={form.values.phones.map(({ number }) => number)}
            emails={linesOf(form.values.emails)}
            sites={linesOf(form.values.sites)}
            exceptId={client.id}
            salesSystemId={client.sales_system_id}
          />
        ) : null}
      </FormDialog>
      {clash === null ? null : (
        <ConflictDialog
          opened
          who={t('clients.colleague')}
          fields={contested(was, clash.yours, clash.theirs).map((name) => ({
            name,
            label: t(`clients.field.${name === 'segment_id' ? 'segment' : name}`),
            was: said(name, was[name]),
            theirs: said(name, clash.theirs[name]),
            yours: said(name, clash.yours[name]),
          }))}
          onClose={() => setClash(null)}
          onResolve={async (choice) => {
            const kept = Object.entries(choice).filter(([, side]) => side === 'theirs');
            const values = {
              ...clash.yours,
              ...Object.fromEntries(kept.map(([name]) => [name, was[name as keyof ClientValues]])),
            };
            await save(values, clash.version);
            form.reset();
            onClose();
          }}
        />
      )}
    </>
  );
}

/** Only what tells organisations apart asks whether there is another one like this. */
function changesWhoItIs(was: ClientValues, now: ClientValues): boolean {
  const names = ['name', 'region', 'inn', 'kpp', 'phones', 'emails', 'sites'] as const;
  return names.some((name) => shown(was[name]) !== shown(now[name]));
}

/** A value of the form in words. */
function shown(value: ClientValues[keyof ClientValues]): string {
  if (Array.isArray(value)) return value.map(({ number }) => number).join(', ') || '—';
  if (typeof value === 'boolean') return value ? '✓' : '—';
  return value === null || value === '' ? '—' : String(value);
}
