import { IconMail, IconPencil, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { CustomFields } from '#modules/fields/web/parts/CustomFields.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type Contact, editContactRoute } from '../contacts/contract.ts';
import { type PersonCard, type Place, readPersonRoute } from '../people/contract.ts';
import { ContactDialog } from './parts/ContactDialog.tsx';
import people from './parts/people.module.css';
import { StateChip } from './parts/StateChip.tsx';

/** The person beside the list: how to reach them, at which clients they are and as whom, the company's own fields. */
export function PersonPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useText();
  const read = useRead(readPersonRoute, { params: { id } }, { keep: true });
  const [editing, setEditing] = useState(false);
  const person = read.data;
  if (read.error !== null) {
    return (
      <SidePanel title={t('clients.people.person')} onClose={onClose}>
        <ErrorState title={read.error.message} requestId={read.error.requestId} />
      </SidePanel>
    );
  }
  if (person === undefined) {
    return (
      <SidePanel title={t('clients.people.person')} onClose={onClose}>
        <Delayed>
          <SkeletonText lines={8} />
        </Delayed>
      </SidePanel>
    );
  }
  const { editable_at: clientId } = person;
  return (
    <>
      <SidePanel
        title={person.full_name}
        note={person.places[0]?.position_title ?? undefined}
        onClose={onClose}
        foot={
          clientId === null ? null : (
            <Button icon={IconPencil} onClick={() => setEditing(true)}>
              {t('clients.edit')}
            </Button>
          )
        }
      >
        <Card person={person} />
      </SidePanel>
      {editing && clientId !== null ? (
        <ContactDialog
          clientId={clientId}
          contact={contactAt(person, clientId)}
          people={person.custom_people}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </>
  );
}

/** The person as they stand at one client. */
function contactAt({ id, places, ...person }: PersonCard, clientId: string): Contact {
  const place = places.find(({ client_id }) => client_id === clientId);
  return {
    contact_id: id,
    full_name: person.full_name,
    phones: person.phones,
    emails: person.emails,
    messengers: person.messengers,
    consent: person.consent,
    consent_on: person.consent_on,
    note: person.note,
    custom: person.custom,
    version: person.version,
    position_title: place?.position_title ?? null,
    decision_role: place?.decision_role ?? null,
    verified_on: place?.verified_on ?? null,
    left_on: place?.left_on ?? null,
  };
}

function Card({ person }: { person: PersonCard }) {
  const { t, format } = useText();
  const edit = useWrite(editContactRoute).mutateAsync;
  const { editable_at: clientId } = person;
  const facts = [
    {
      label: t('clients.phone'),
      value:
        person.phones.length === 0
          ? null
          : person.phones.map(({ number, extension, note }) => (
              <span key={`${number}${extension ?? ''}`} className="row-wrap">
                <a className="link row" href={`tel:${number}`}>
                  <Glyph of={IconPhone} size={14} />
                  {format.phone(number, extension)}
                </a>
                {note === undefined ? null : <span className="ink-3">{note}</span>}
              </span>
            )),
    },
    {
      label: t('clients.people.mail'),
      value:
        person.emails.length === 0
          ? null
          : person.emails.map((email) => (
              <a key={email} className="link row" href={`mailto:${email}`}>
                <Glyph of={IconMail} size={14} />
                <span className="cut">{email}</span>
              </a>
            )),
    },
    {
      label: t('clients.contact.messengers'),
      value: person.messengers.length === 0 ? null : person.messengers.join(', '),
    },
    {
      label: t('clients.people.consent'),
      value: person.consent === null ? null : t(`clients.consent.${person.consent}`),
    },
    { label: t('clients.field.note'), value: person.note },
  ].filter(({ value }) => value !== null);
  return (
    <>
      <Section>
        {facts.length === 0 ? (
          <p className="ink-3">{t('clients.people.no_reach')}</p>
        ) : (
          <KeyValue labelWidth={120} items={facts} />
        )}
      </Section>
      <Section title={t('clients.people.places')} count={person.places.length}>
        <ul className={people.places}>
          {person.places.map((place) => (
            <li key={place.client_id} className={people.place} data-left={place.left_on !== null || undefined}>
              <PlaceLine place={place} />
            </li>
          ))}
        </ul>
      </Section>
      <CustomFields
        entity="contact"
        id={person.id}
        values={person.custom}
        people={person.custom_people}
        save={
          clientId === null
            ? undefined
            : (custom, version = person.version) =>
                edit({ params: { id: clientId, contact_id: person.id }, body: { version, custom } })
        }
      />
    </>
  );
}

function PlaceLine({ place }: { place: Place }) {
  const { t, format } = useText();
  const { decision_role: role, left_on: left } = place;
  const notes = [
    place.position_title,
    place.region,
    left === null ? null : t('clients.left_since', { day: format.date(left) }),
    place.last_touch_at === null ? null : t('clients.people.touched', { day: format.dayOf(place.last_touch_at) }),
  ].filter((note) => note !== null);
  return (
    <>
      <span className="row">
        <AppLink className="link medium cut spread" href={`/clients/${place.client_id}`}>
          {place.client_name}
        </AppLink>
        {role === null ? null : (
          <Chip look={role === 'decision_maker' ? 'ink' : 'plain'} title={t(`clients.role_note.${role}`)}>
            {t(`clients.role.${role}`)}
          </Chip>
        )}
        <StateChip state={place.state} />
      </span>
      <span className="t-small ink-2">{notes.join(' · ')}</span>
      {place.do_not_call ? <span className="t-small">{t('clients.people.silent')}</span> : null}
    </>
  );
}
