import { IconDatabaseImport, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { CheckField } from '#ui-kit/forms/CheckField.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { useNavigateTo } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { FreshInvitation } from '../invitations/contract.ts';
import { ChoiceCards } from './ChoiceCards.tsx';
import { FreshLink } from './FreshLink.tsx';
import { InviteForm } from './InviteForm.tsx';
import styles from './people.module.css';
import { installReadyStructure } from './ready-structure.ts';
import { Asked } from './SetupFirstSteps.tsx';

const KINDS = ['strategic', 'strategic_without_telemarketer'] as const;

/** How we sell: the ready strategic structure, with a telemarketer or without. */
export function StructureStep({ ownId, onDone }: { ownId: string; onDone: () => void }) {
  const { t } = useText();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('strategic');
  const [leads, setLeads] = useState(true);
  const [failure, setFailure] = useState<string>();
  const install = useWrite(installReadyStructure);
  const save = async () => {
    setFailure(undefined);
    try {
      await install.mutateAsync({ body: { kind, ...(leads ? { head_id: ownId } : {}) } });
      onDone();
    } catch (error) {
      setFailure(formFailure(error).text);
    }
  };
  return (
    <Asked title={t('people.setup_structure')} note={t('people.setup_structure_note')}>
      <ChoiceCards
        label={t('people.setup_structure')}
        value={kind}
        onChange={setKind}
        options={KINDS.map((one) => ({
          value: one,
          label: t(`people.structure_kind.${one}`),
          note: t(`people.structure_kind_note.${one}`),
        }))}
      />
      <CheckField
        label={t('people.i_lead_sales')}
        hint={t('people.i_lead_sales_hint')}
        value={leads}
        onChange={setLeads}
      />
      {failure === undefined ? null : (
        <p className={styles.alert} data-strong role="alert">
          {failure}
        </p>
      )}
      <div className={styles.foot}>
        <Button look="primary" size="main" busy={install.isPending} onClick={() => void save()}>
          {t('people.install_structure')}
        </Button>
        <Button size="main" look="quiet" onClick={onDone}>
          {t('people.skip')}
        </Button>
      </div>
    </Asked>
  );
}

/** Colleagues by links: the program sends no mail of its own, so the links are handed over by whoever invites. */
export function PeopleStep({ onDone }: { onDone: () => void }) {
  const { t } = useText();
  const [invited, setInvited] = useState<readonly { name: string; link: FreshInvitation }[]>([]);
  return (
    <Asked title={t('people.setup_people')} note={t('people.setup_people_note')}>
      {invited.map(({ name, link }) => (
        <FreshLink key={link.invitation_id} link={link} name={name} />
      ))}
      <InviteForm
        key={invited.length}
        brief
        onInvited={(name, link) => setInvited((now) => [...now, { name, link }])}
      />
      <div className={styles.foot}>
        <Button size="main" look={invited.length > 0 ? 'default' : 'quiet'} onClick={onDone}>
          {invited.length > 0 ? t('people.next') : t('people.skip')}
        </Button>
      </div>
    </Asked>
  );
}

/** The base of clients, or a look around in the demo company first. */
export function BaseStep() {
  const { t, rich } = useText();
  const navigate = useNavigateTo();
  return (
    <Asked title={t('people.setup_base')} note={t('people.setup_base_note')}>
      <div className={styles.choices}>
        <button type="button" className={styles.choice} onClick={() => navigate('/clients/import')}>
          <span className="row strong">
            <Glyph of={IconDatabaseImport} />
            {t('people.bring_base')}
          </span>
          <span className="ink-2">{t('people.bring_base_note')}</span>
        </button>
        <div className={styles.choice} data-still>
          <span className="row strong">
            <Glyph of={IconPlayerPlay} />
            {t('people.open_demo')}
          </span>
          <span className="ink-2">
            {rich('people.open_demo_note', { code: (words) => <code key="command">{words}</code> })}
          </span>
        </div>
      </div>
      <div className={styles.foot}>
        <Button look="primary" size="main" onClick={() => navigate('/')}>
          {t('people.open_program')}
        </Button>
      </div>
    </Asked>
  );
}
