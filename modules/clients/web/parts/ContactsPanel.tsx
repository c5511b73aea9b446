import { IconMail, IconPencil, IconPhone, IconTrash, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { CustomFields } from '#modules/fields/web/parts/CustomFields.tsx';
import { ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type Contact, listContactsRoute } from '../../contacts/contract.ts';
import { trashContactRoute } from '../../trash/contract.ts';
import { ContactDialog } from './ContactDialog.tsx';
import styles from './clients.module.css';

export interface ContactsPanelProps {
  clientId: string;
  /** Whether the one who looks may add and change people. */
  mayEdit: boolean;
  /** A press on a phone: where calls are made or noted. */
  onPhone?: (contact: Contact, number: string) => void;
}

/** The people at a client: who decides comes first, who has left comes last. */
export function ContactsPanel({ clientId, mayEdit, onPhone }: ContactsPanelProps) {
  const { t } = useText();
  const contacts = useRead(listContactsRoute, { params: { id: clientId } });
  const [open, setOpen] = useState<{ contact?: Contact } | null>(null);
  const remove = useRemoval(clientId);
  const items = contacts.data?.items;
  return (
    <Section
      title={t('clients.contacts')}
      {...(items === undefined ? {} : { count: items.filter(({ left_on }) => left_on === null).length })}
      action={
        mayEdit ? (
          <Button look="quiet" size="small" icon={IconUserPlus} onClick={() => setOpen({})}>
            {t('clients.contact_add')}
          </Button>
        ) : null
      }
    >
      {contacts.error === null ? null : (
        <ErrorState title={contacts.error.message} requestId={contacts.error.requestId} />
      )}
      {contacts.isPending ? (
        <Delayed>
          <SkeletonRows columns="64px minmax(0,1fr)" rows={2} />
        </Delayed>
      ) : null}
      {items?.length === 0 ? (
        <p className="ink-3">{t(mayEdit ? 'clients.no_contacts' : 'clients.no_contacts_read')}</p>
      ) : null}
      <ul className={styles.people}>
        {items?.map((contact) => (
          <li key={contact.contact_id}>
            <Person
              contact={contact}
              people={contacts.data?.custom_people ?? {}}
              onPhone={onPhone}
              onEdit={mayEdit ? () => setOpen({ contact }) : undefined}
              onRemove={() => void remove(contact)}
            />
          </li>
        ))}
      </ul>
      {open === null ? null : (
        <ContactDialog
          clientId={clientId}
          contact={open.contact}
          people={contacts.data?.custom_people}
          onClose={() => setOpen(null)}
        />
      )}
    </Section>
  );
}

interface PersonProps {
  contact: Contact;
  people: Readonly<Record<string, string>>;
  onPhone: ContactsPanelProps['onPhone'];
  onEdit: (() => void) | undefined;
  onRemove: () => void;
}

/** A person goes to the trash at one press: it is taken back as easily. */
function useRemoval(clientId: string) {
  const { t } = useText();
  const trash = useWrite(trashContactRoute, { said: () => t('clients.trash.person_said') });
  return async (contact: Contact): Promise<void> => {
    try {
      await trash.mutateAsync({
        params: { id: clientId, contact_id: contact.contact_id },
        body: { version: contact.version },
      });
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : t('clients.trash.verb') });
    }
  };
}

function Person({ contact, people, onPhone, onEdit, onRemove }: PersonProps) {
  const { t, format } = useText();
  const { decision_role: role, left_on: left, verified_on: verified } = contact;
  const notes = [
    contact.position_title,
    left === null ? null : t('clients.left_since', { day: format.date(left) }),
    verified === null || left !== null ? null : t('clients.verified_on', { day: format.date(verified) }),
    contact.consent === null ? null : t(`clients.consent.${contact.consent}`),
  ].filter((note) => note !== null);
  return (
    <article className={styles.person} data-left={left !== null || undefined}>
      <div className="row">
        {role === null ? null : (
          <Chip look={role === 'decision_maker' ? 'ink' : 'plain'} title={t(`clients.role_note.${role}`)}>
            {t(`clients.role.${role}`)}
          </Chip>
        )}
        <span className="medium cut spread">{contact.full_name}</span>
        {onEdit === undefined ? null : (
          <ActionMenu
            label={t('clients.contact_actions', { name: contact.full_name })}
            items={[
              { label: t('clients.edit'), icon: IconPencil, onRun: onEdit },
              { label: t('clients.trash.verb'), icon: IconTrash, onRun: onRemove },
            ]}
          />
        )}
      </div>
      {notes.length === 0 ? null : <p className="t-small ink-3">{notes.join(' · ')}</p>}
      <div className="row-wrap t-small">
        {contact.phones.map((phone) => (
          <Reach
            key={`${phone.number}${phone.extension ?? ''}`}
            icon={IconPhone}
            href={`tel:${phone.number}`}
            text={format.phone(phone.number, phone.extension)}
            note={phone.note}
            onPress={onPhone === undefined ? undefined : () => onPhone(contact, phone.number)}
          />
        ))}
        {contact.emails.map((email) => (
          <Reach
            key={email}
            icon={IconMail}
            href={`mailto:${email}`}
            text={email}
            note={undefined}
            onPress={undefined}
          />
        ))}
        {contact.messengers.map((name) => (
          <span key={name} className="ink-2">
            {name}
          </span>
        ))}
      </div>
      {contact.note === null ? null : <p className="t-small ink-2">{contact.note}</p>}
      <CustomFields entity="contact" id={contact.contact_id} values={contact.custom} people={people} bare />
    </article>
  );
}

interface ReachProps {
  icon: typeof IconPhone;
  href: string;
  text: string;
  note: string | undefined;
  onPress: (() => void) | undefined;
}

function Reach({ icon, href, text, note, onPress }: ReachProps) {
  const face = (
    <>
      <Glyph of={icon} size={14} />
      {text}
    </>
  );
  return (
    <span className="row nowrap">
      {onPress === undefined ? (
        <a className={`link ${styles.reach}`} href={href}>
          {face}
        </a>
      ) : (
        <button type="button" className={`link ${styles.reach}`} onClick={onPress}>
          {face}
        </button>
      )}
      {note === undefined ? null : <span className="ink-3">{note}</span>}
    </span>
  );
}
