import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { DraftFormBody } from '#ui-kit/forms/FormDialog.tsx';
import { MultiSelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { createToken, listTokens, revokeToken, type TokenView } from '../tokens/contract.ts';
import { TOKEN_DEFAULT_DAYS, TOKEN_SCOPES, type TokenScope } from '../tokens/rules.ts';
import { Secret } from './FreshLink.tsx';
import styles from './people.module.css';

/** Keys for programs that act on one's behalf. */
export function TokensSection() {
  const { t } = useText();
  const [opened, setOpened] = useState(false);
  const tokens = useRead(listTokens, { query: {} });
  const items = tokens.data?.items ?? [];
  return (
    <Section
      title={t('people.tokens')}
      note={t('people.tokens_note')}
      action={
        <Button size="small" icon={IconKey} onClick={() => setOpened(true)}>
          {t('people.create_token')}
        </Button>
      }
    >
      <ul className={styles.lines}>
        {items.map((token) => (
          <TokenLine key={token.id} token={token} />
        ))}
      </ul>
      {tokens.data !== undefined && items.length === 0 ? <p className="ink-3">{t('people.no_tokens')}</p> : null}
      <Dialog opened={opened} onClose={() => setOpened(false)} title={t('people.create_token')} keepOnClickOutside>
        <NewToken onClose={() => setOpened(false)} />
      </Dialog>
    </Section>
  );
}

function TokenLine({ token }: { token: TokenView }) {
  const { t, format } = useText();
  const revoke = useWrite(revokeToken, { said: () => t('people.token_revoked') });
  const scopes = format.list(token.scopes.filter(isScope).map((scope) => t(`people.scope.${scope}`)));
  const until = format.date(token.last_day);
  const used =
    token.last_used_at === null
      ? t('people.token_unused')
      : t('people.token_used', { at: format.dateTime(token.last_used_at) });
  return (
    <li>
      <div className="col">
        <span className="medium">{token.name}</span>
        <span className="t-small ink-3">
          {scopes} · {t(`people.token_state.${token.state}`, { until })} · {used}
        </span>
      </div>
      {token.state === 'working' ? (
        <Button size="small" onClick={() => revoke.mutate({ params: { id: token.id } })}>
          {t('people.revoke_token')}
        </Button>
      ) : null}
    </li>
  );
}

const isScope = (text: string): text is TokenScope => TOKEN_SCOPES.some((scope) => scope === text);

function NewToken({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const clock = useClock();
  const [token, setToken] = useState<string | null>(null);
  const create = useWrite(createToken);
  const today = Temporal.PlainDate.from(clock.today());
  const form = useDraftForm<{ name: string; scopes: TokenScope[]; expires_on: string | null }>({
    initial: { name: '', scopes: ['read'], expires_on: today.add({ days: TOKEN_DEFAULT_DAYS }).toString() },
    missing: ({ name, scopes, expires_on }) => [
      ...(name.trim() === '' ? [{ field: 'name' as const, text: t('people.missing_token_name') }] : []),
      ...(scopes.length === 0 ? [{ field: 'scopes' as const, text: t('people.missing_scopes') }] : []),
      ...(expires_on === null ? [{ field: 'expires_on' as const, text: t('people.missing_last_day') }] : []),
    ],
  });
  if (token !== null) {
    return (
      <div className="col stack">
        <Secret label={t('people.new_token')} value={token} note={t('people.token_shown_once')} />
        <div className="row">
          <Button look="primary" size="main" onClick={onClose}>
            {t('people.done')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <DraftFormBody
      form={form}
      submitLabel={t('people.create')}
      onCancel={onClose}
      onSubmit={async ({ name, scopes, expires_on }) => {
        try {
          const day = expires_on === null ? {} : { expires_on };
          setToken((await create.mutateAsync({ body: { name, scopes, ...day } })).token);
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextField
        label={t('people.token_name')}
        placeholder={t('people.token_name_example')}
        required
        autoFocus
        maxLength={100}
        {...form.field('name')}
      />
      <MultiSelectField
        label={t('people.token_scopes')}
        hint={t('people.token_scopes_hint')}
        options={TOKEN_SCOPES.map((scope) => ({ value: scope, label: t(`people.scope.${scope}`) }))}
        {...form.field('scopes')}
      />
      <DateField label={t('people.token_until')} min={today.toString()} {...form.field('expires_on')} />
    </DraftFormBody>
  );
}
