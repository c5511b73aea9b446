import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import {
  answerAllConflictsRoute,
  answerConflictRoute,
  type ImportConflict,
  listConflictsRoute,
} from '../import-conflicts/contract.ts';
import type { ClientImport } from '../imports/contract.ts';
import styles from './parts/clients.module.css';
import { useImportWords } from './use-import-words.ts';

/** Cells in which the file and the register differ: answered one by one, or all alike. */
export function ImportQuestions({ of }: { of: ClientImport }) {
  const { t, format } = useText();
  const { nameOf } = useImportWords();
  const read = useRead(listConflictsRoute, { params: { id: of.id }, query: {} }, { keep: true });
  const answer = useWrite(answerConflictRoute);
  const answerAll = useWrite(answerAllConflictsRoute);
  const [failure, setFailure] = useState<string>();
  const attempt = async (work: Promise<unknown>) => {
    setFailure(undefined);
    await work.catch((error: unknown) => setFailure(formFailure(error).text));
    await read.refetch();
  };
  const say = ({ client_id, field }: ImportConflict, holds: 'file' | 'register') =>
    void attempt(answer.mutateAsync({ params: { id: of.id }, body: { client_id, field, answer: holds } }));
  const sayAll = (holds: 'file' | 'register') =>
    void attempt(answerAll.mutateAsync({ params: { id: of.id }, body: { answer: holds } }));
  const busy = of.answering || answer.isPending || answerAll.isPending;
  const items = read.data?.items ?? [];
  return (
    <Section
      title={t('clients.import.questions')}
      note={t('clients.import.questions_note', { count: of.open_conflicts })}
      flush
    >
      {failure === undefined ? null : <ErrorState title={failure} />}
      <div className={`row-wrap ${styles.commands}`}>
        <Button busy={busy} onClick={() => sayAll('file')}>
          {t('clients.import.all_from_file')}
        </Button>
        <Button disabled={busy} onClick={() => sayAll('register')}>
          {t('clients.import.all_as_they_are')}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is scrolled by the keyboard, too */}
      <section className={styles.scroll} aria-label={t('clients.import.questions')} tabIndex={0}>
        <table className={styles.grid}>
          <thead>
            <tr>
              <th scope="col">{t('clients.import.row')}</th>
              <th scope="col">{t('clients.import.client')}</th>
              <th scope="col">{t('clients.import.field')}</th>
              <th scope="col">{t('clients.import.was')}</th>
              <th scope="col">{t('clients.import.is_now')}</th>
              <th scope="col">{t('clients.import.in_file')}</th>
              <th scope="col">{t('clients.import.answer')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={`${one.client_id}/${one.field}`}>
                <td>{format.number(one.row)}</td>
                <td>
                  <AppLink className="link" href={`/clients/${one.client_id}`}>
                    {one.client_name}
                  </AppLink>
                </td>
                <td>
                  {one.person_name === null ? nameOf(one.field) : `${nameOf('contact_role')}: ${one.person_name}`}
                </td>
                <td className={styles.wide}>{one.before}</td>
                <td className={styles.wide}>{one.now}</td>
                <td className={`medium ${styles.wide}`}>{one.told}</td>
                <td>
                  <span className="row">
                    <Button size="small" disabled={busy} onClick={() => say(one, 'file')}>
                      {t('clients.import.take_from_file')}
                    </Button>
                    <Button size="small" disabled={busy} onClick={() => say(one, 'register')}>
                      {t('clients.import.leave_as_is')}
                    </Button>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}
