import { useState } from 'react';
import { type Call, contactFoundRoute, type FoundContact, notFoundRoute } from '#modules/calling/contract.ts';
import { CALL_BASES, type CallBasis } from '#modules/clients/rules.ts';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { CheckField } from '#ui-kit/forms/CheckField.tsx';
import { DraftFormBody } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { ClientSide } from './ClientSide.tsx';
import styles from './calling.module.css';
import { Sites } from './WhatWeKnow.tsx';

interface Found {
  phone: string;
  name: string;
  position: string;
  person_phone: string;
  email: string;
  basis: CallBasis | null;
  source: string;
  verified: boolean;
}

/** A client that cannot be called yet: a number or the legal basis has to be found; then it joins the queue by itself. */
export function FindContact({ call, onNext }: { call: Call; onNext: () => void }) {
  const { t } = useText();
  return (
    <div className={styles.panes}>
      <ClientSide call={call} />
      <section className={`${styles.middle} ${styles.find}`} aria-label={t('calling.find_title')}>
        <FindForm call={call} onNext={onNext} />
      </section>
      <aside className={styles.right} aria-label={t('calling.where_to_look')}>
        <WhereToLook call={call} />
        <NotFound call={call} onNext={onNext} />
      </aside>
    </div>
  );
}

function FindForm({ call, onNext }: { call: Call; onNext: () => void }) {
  const { t, format } = useText();
  const save = useWrite(contactFoundRoute, {
    said: (reply) => (reply.joined ? t('calling.found_joined', { client: call.client.name }) : t('calling.found_more')),
  });
  const doubted = call.numbers.filter((number) => number.doubted);
  const needsNumber = call.missing.includes('number');
  const needsBasis = call.missing.includes('basis');
  const form = useDraftForm<Found>({
    initial: {
      phone: '',
      name: '',
      position: '',
      person_phone: '',
      email: '',
      basis: needsBasis ? 'individual_offer' : null,
      source: '',
      verified: false,
    },
    draftKey: `calling.find.${call.client_id}`,
    missing: (values) => [
      ...(needsNumber && values.phone.trim() === '' && values.person_phone.trim() === '' && !values.verified
        ? [{ field: 'phone', text: t('calling.find_lacks_number') } as const]
        : []),
      ...(needsBasis && values.basis === null
        ? [{ field: 'basis', text: t('calling.find_lacks_basis') } as const]
        : []),
      ...(needsBasis && values.source.trim() === ''
        ? [{ field: 'source', text: t('calling.find_lacks_source') } as const]
        : []),
    ],
  });
  const submit = async (values: Found) => {
    try {
      const reply = await save.mutateAsync({
        params: { id: call.client_id },
        body: foundOf(
          values,
          doubted.map((one) => one.number),
        ),
      });
      if (reply.joined && call.came_by === 'find_contact') onNext();
      return { ok: true } as const;
    } catch (error) {
      return formFailure(error);
    }
  };
  return (
    <>
      <h2 className="t-read strong">{t('calling.find_title')}</h2>
      <p className="ink-2">
        {call.missing.length === 2
          ? t('calling.find_both')
          : needsNumber
            ? t('calling.find_number')
            : t('calling.find_basis')}
      </p>
      <DraftFormBody form={form} onSubmit={submit} submitLabel={t('calling.find_save')} note={t('calling.find_note')}>
        {doubted.length === 0 ? null : (
          <CheckField
            label={t('calling.find_verified', {
              numbers: doubted.map((one) => format.phone(one.number, one.extension)).join(', '),
            })}
            {...form.field('verified')}
          />
        )}
        <TextField
          label={t('calling.find_phone')}
          hint={t('calling.find_phone_hint')}
          inputMode="tel"
          {...form.field('phone')}
          maxLength={60}
          autoFocus
        />
        <FieldRow>
          <TextField label={t('calling.find_person')} {...form.field('name')} maxLength={300} />
          <TextField label={t('calling.spoken_position')} {...form.field('position')} maxLength={300} />
        </FieldRow>
        <FieldRow>
          <TextField
            label={t('calling.find_person_phone')}
            inputMode="tel"
            {...form.field('person_phone')}
            maxLength={60}
          />
          <TextField label={t('calling.find_email')} inputMode="email" {...form.field('email')} maxLength={254} />
        </FieldRow>
        <SelectField
          label={t('calling.basis_title')}
          {...form.field('basis')}
          required={needsBasis}
          clearable={!needsBasis}
          options={CALL_BASES.map((value) => ({ value, label: t(`calling.basis.${value}`) }))}
        />
        <TextField
          label={t('calling.find_source')}
          hint={t('calling.find_source_hint')}
          {...form.field('source')}
          required={needsBasis}
          maxLength={500}
        />
      </DraftFormBody>
    </>
  );
}

function foundOf(values: Found, doubted: readonly string[]): FoundContact {
  const said = (text: string) => text.trim();
  const person = said(values.name);
  const phone = said(values.phone);
  const own = said(values.person_phone);
  // A person's number without a name is the organisation's.
  const phones = [phone, person === '' ? own : ''].filter((text) => text !== '').map((number) => ({ number }));
  return {
    ...(phones.length === 0 ? {} : { phones }),
    ...(person === ''
      ? {}
      : {
          person: {
            full_name: person,
            ...(said(values.position) === '' ? {} : { position_title: said(values.position) }),
            ...(own === '' ? {} : { phone: own }),
            ...(said(values.email) === '' ? {} : { email: said(values.email) }),
          },
        }),
    ...(values.basis === null || said(values.source) === '' ? {} : { basis: values.basis }),
    ...(said(values.source) === '' ? {} : { source: said(values.source) }),
    ...(values.verified ? { verified: [...doubted] } : {}),
  };
}

/** Where such things are found: the client's own site, the registers. Links open beside; the program fetches nothing. */
function WhereToLook({ call }: { call: Call }) {
  const { t } = useText();
  const { client } = call;
  const asked = encodeURIComponent([client.name, client.region ?? '', t('calling.search_word')].join(' ').trim());
  const places = [
    { href: `https://yandex.ru/search/?text=${asked}`, label: t('calling.look.search') },
    ...(client.inn === null
      ? []
      : [
          {
            href: `https://zakupki.gov.ru/epz/organization/search/results.html?searchString=${client.inn}`,
            label: t('calling.look.procurement'),
          },
        ]),
  ];
  return (
    <Section title={t('calling.where_to_look')}>
      <KeyValue
        labelWidth={88}
        items={[
          ...(client.sites.length === 0
            ? []
            : [{ label: t('calling.known.sites'), value: <Sites sites={client.sites} /> }]),
          {
            label: t('calling.look.places'),
            value: (
              <span className="col">
                {places.map(({ href, label }) => (
                  <a key={href} className="link" href={href} target="_blank" rel="noreferrer noopener">
                    {label}
                  </a>
                ))}
              </span>
            ),
          },
          ...(client.inn === null ? [] : [{ label: t('calling.known.inn'), value: client.inn }]),
          ...(client.emails.length === 0
            ? []
            : [{ label: t('calling.known.emails'), value: client.emails.join(', ') }]),
        ]}
      />
    </Section>
  );
}

function NotFound({ call, onNext }: { call: Call; onNext: () => void }) {
  const { t } = useText();
  const [failure, setFailure] = useState<string>();
  const give = useWrite(notFoundRoute, { said: () => t('calling.not_found_said', { client: call.client.name }) });
  const press = () =>
    give.mutate(
      { params: { id: call.client_id }, body: {} },
      { onSuccess: onNext, onError: (error) => setFailure(error.message) },
    );
  return (
    <Section>
      <Button busy={give.isPending} onClick={press}>
        {t('calling.not_found')}
      </Button>
      <p className="t-small ink-3">{t('calling.not_found_hint')}</p>
      {failure === undefined ? null : <p role="alert">{failure}</p>}
    </Section>
  );
}
