import { useState } from 'react';
import { type CustomDraft, CustomInputs } from '#modules/fields/web/parts/CustomInputs.tsx';
import { formFailure, theirsOf, useWrite } from '#ui-kit/call.ts';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import type { PhoneEntry } from '#ui-kit/forms/PhoneListField.tsx';
import { PhoneListField } from '#ui-kit/forms/PhoneListField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { addContactRoute, type Contact, editContactRoute } from '../../contacts/contract.ts';
import { DECISION_ROLES, type DecisionRole } from '../../rules.ts';
import { phoneErrors } from './ClientFields.tsx';
import { linesOf, phoneEntries, phonesOf } from './client-form.ts';
import { changed, contested } from './conflict.ts';

interface ContactValues {
  full_name: string;
  position_title: string;
  decision_role: DecisionRole | null;
  phones: PhoneEntry[];
  emails: string;
  messengers: string;
  consent: 'given' | 'refused' | 'withdrawn' | null;
  verified_on: string | null;
  left_on: string | null;
  note: string;
  custom: CustomDraft;
}

export interface ContactDialogProps {
  clientId: string;
  /** Who is changed; without it somebody new is added. */
  contact?: Contact | undefined;
  /** Names of the employees whom values of the company's own fields name. */
  people?: Readonly<Record<string, string>> | undefined;
  /** The name typed where this person was not found. */
  name?: string;
  onClose: () => void;
  onSaved?: (contact: Contact) => void;
}

/** A person at a client: added or changed. Mount it when it is opened. */
export function ContactDialog({ clientId, contact: now, people, name = '', onClose, onSaved }: ContactDialogProps) {
  const contact = useAtOpening(now);
  const { t } = useText();
  const add = useWrite(addContactRoute, { said: (added) => t('clients.contact_added', { name: added.full_name }) });
  const edit = useWrite(editContactRoute, { said: (saved) => t('clients.contact_saved', { name: saved.full_name }) });
  const [was] = useState(() => valuesOf(contact, name));
  const form = useDraftForm<ContactValues>({
    initial: was,
    draftKey: `contact/${clientId}/${contact?.contact_id ?? ''}`,
    missing: (values) =>
      values.full_name.trim() === '' ? [{ field: 'full_name', text: t('clients.missing.person') }] : [],
  });
  const save = async (values: ContactValues, version: number): Promise<Contact> => {
    const body = bodyOf(values);
    if (contact === undefined) {
      const { left_on: _nobodyHasLeft, ...added } = body;
      return add.mutateAsync({ params: { id: clientId }, body: added });
    }
    const names = new Set<string>(changed(was, values));
    const part = Object.fromEntries(Object.entries(body).filter(([field]) => names.has(field)));
    return edit.mutateAsync({ params: { id: clientId, contact_id: contact.contact_id }, body: { ...part, version } });
  };
  return (
    <FormDialog
      form={form}
      opened
      title={contact === undefined ? t('clients.contact_new') : t('clients.contact_edit', { name: contact.full_name })}
      onClose={onClose}
      submitLabel={t(contact === undefined ? 'clients.contact_add' : 'clients.save')}
      onSubmit={async (values) => {
        try {
          const saved = await save(values, contact?.version ?? 1);
          onSaved?.(saved);
          return { ok: true };
        } catch (error) {
          const now = theirsOf(error);
          if (now === null) return formFailure(error);
          // The server answers a stale version with the contact as it stands.
          const theirs = now as Contact;
          const both = contested(was, values, valuesOf(theirs, ''));
          if (both.length > 0) return { ok: false, text: t('clients.changed_meanwhile_person') };
          const merged = await save(values, theirs.version);
          onSaved?.(merged);
          return { ok: true };
        }
      }}
    >
      <TextField label={t('clients.contact.name')} {...form.field('full_name')} required autoFocus maxLength={300} />
      <TextField label={t('clients.contact.position')} {...form.field('position_title')} maxLength={300} />
      <SelectField
        label={t('clients.contact.role')}
        {...form.field('decision_role')}
        options={DECISION_ROLES.map((value) => ({
          value,
          label: t(`clients.role.${value}`),
          note: t(`clients.role_note.${value}`),
        }))}
        clearable
        disabled={form.values.left_on !== null}
      />
      <PhoneListField label={t('clients.field.phones')} {...form.field('phones')} errors={phoneErrors(form.errors)} />
      <TextArea
        label={t('clients.field.emails')}
        {...form.field('emails')}
        rows={2}
        hint={t('clients.field.lines_hint')}
      />
      <TextField
        label={t('clients.contact.messengers')}
        {...form.field('messengers')}
        hint={t('clients.contact.messengers_hint')}
      />
      <FieldRow>
        <SelectField
          label={t('clients.contact.consent')}
          {...form.field('consent')}
          options={(['given', 'refused', 'withdrawn'] as const).map((value) => ({
            value,
            label: t(`clients.consent.${value}`),
          }))}
          clearable
        />
        <DateField label={t('clients.contact.verified')} {...form.field('verified_on')} />
      </FieldRow>
      {contact === undefined ? null : (
        <DateField label={t('clients.contact.left')} {...form.field('left_on')} hint={t('clients.contact.left_hint')} />
      )}
      <TextArea label={t('clients.field.note')} {...form.field('note')} rows={3} maxLength={4000} />
      <CustomInputs
        entity="contact"
        value={form.values.custom}
        onChange={(custom) => form.set({ custom })}
        errors={form.errors}
        people={people}
      />
    </FormDialog>
  );
}

function valuesOf(contact: Contact | undefined, name: string): ContactValues {
  return {
    full_name: contact?.full_name ?? name,
    position_title: contact?.position_title ?? '',
    decision_role: contact?.decision_role ?? null,
    phones: phoneEntries(contact?.phones ?? []),
    emails: (contact?.emails ?? []).join('\n'),
    messengers: (contact?.messengers ?? []).join(', '),
    consent: contact?.consent ?? null,
    verified_on: contact?.verified_on ?? null,
    left_on: contact?.left_on ?? null,
    note: contact?.note ?? '',
    custom: contact?.custom ?? {},
  };
}

function bodyOf(values: ContactValues) {
  const empty = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    full_name: values.full_name.trim(),
    position_title: empty(values.position_title),
    decision_role: values.decision_role,
    phones: phonesOf(values.phones),
    emails: linesOf(values.emails),
    messengers: linesOf(values.messengers),
    consent: values.consent,
    verified_on: values.verified_on,
    left_on: values.left_on,
    note: empty(values.note),
    custom: values.custom,
  };
}
