import { IconArrowBackUp } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { call, formFailure, readKey, useWrite } from '#ui-kit/call.ts';
import { ConfirmDialog } from '#ui-kit/feedback/ConfirmDialog.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { ProgressPanel } from '#ui-kit/feedback/ProgressPanel.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { listLeftRoute, returnImportRoute } from '../import-returns/contract.ts';
import type { ClientImport } from '../imports/contract.ts';
import { LeftRows } from './LeftRows.tsx';
import styles from './parts/clients.module.css';
import { usePages } from './parts/use-pages.ts';
import { useImportWords } from './use-import-words.ts';

/** Taking an import back: asked for with its consequence, told while it goes on, and what it has left with the reason. */
export function ImportReturn({ of }: { of: ClientImport }) {
  const { t } = useText();
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<string>();
  const take = useWrite(returnImportRoute);
  const { returning } = of;
  const going = returning?.state === 'waiting' || returning?.state === 'running';
  /** Nothing is left that could be taken back. */
  const isWhole = returning?.state === 'done' && returning.left === 0;
  const start = async () => {
    setFailure(undefined);
    await take.mutateAsync({ params: { id: of.id } }).catch((error: unknown) => setFailure(formFailure(error).text));
  };
  return (
    <Section title={t('clients.import.return')} note={t('clients.import.return_note')}>
      {failure === undefined ? null : <ErrorState title={failure} />}
      {going ? (
        <ProgressPanel title={t('clients.import.returning')} done={returning.done} total={returning.total} />
      ) : null}
      {returning === null ? null : (
        <p role="status">
          {t('clients.import.returned', {
            removed: returning.removed,
            restored: returning.restored,
            left: returning.left,
          })}
        </p>
      )}
      {returning !== null && !going && returning.left > 0 ? <LeftTable id={of.id} /> : null}
      {going || isWhole ? null : (
        <div className="row-wrap">
          <Button icon={IconArrowBackUp} busy={take.isPending} onClick={() => setAsking(true)}>
            {t('clients.import.take_back')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        opened={asking}
        title={t('clients.import.return_question')}
        consequence={t('clients.import.return_consequence')}
        verb={t('clients.import.take_back')}
        onConfirm={start}
        onClose={() => setAsking(false)}
      />
    </Section>
  );
}

function LeftTable({ id }: { id: string }) {
  const { t } = useText();
  const asked = { params: { id } };
  const pages = usePages(readKey(listLeftRoute, asked), async ({ cursor }) => {
    const page = await call(listLeftRoute, { ...asked, query: cursor === undefined ? {} : { after: cursor } });
    return { items: page.items, next_cursor: page.next_after };
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const { nameOf } = useImportWords();
  const fieldName = (field: string): string => nameOf(field === 'segment_id' ? 'segment' : field);
  if (items.length === 0) return null;
  return (
    <>
      <div className={styles.framed}>
        <LeftRows items={items} fieldName={fieldName} />
      </div>
      {pages.hasNextPage ? (
        <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {t('clients.show_more')}
        </Button>
      ) : null}
    </>
  );
}
