import { useState } from 'react';
import { isCustomName, keyOfName } from '#modules/fields/rules.ts';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { CheckField } from '#ui-kit/forms/CheckField.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { reasonWords } from '#ui-kit/reason-words.ts';
import { useText } from '#ui-kit/text.tsx';
import { type DuplicatePair, keepApartRoute, linkBranchRoute } from '../duplicates/contract.ts';
import { type MergeBody, mergeClientsRoute, previewMergeRoute } from '../merging/contract.ts';
import { decideAlikeRoute } from '../pair-work/contract.ts';
import { type AlikeDecision, mayDecideAlike } from '../pair-work/rules.ts';
import { type Chosen, PairTable } from './PairTable.tsx';
import { duplicateReason } from './parts/duplicate-words.ts';
import styles from './parts/duplicates.module.css';
import { rowsInWords } from './parts/moved-words.ts';

export interface PairReviewProps {
  pair: DuplicatePair;
  /** Only pairs of this import are looked at. */
  importId: string | null;
  onNext: () => void;
  onPrevious: () => void;
}

/**
 * One pair and what may be decided of it, one key each: M merges, B links a branch, N keeps apart, J and K move on and back.
 * With A the same is decided of all pairs that look alike for the very same reasons.
 */
export function PairReview({ pair, importId, onNext, onPrevious }: PairReviewProps) {
  const { t, format } = useText();
  const [stays, setStays] = useState(pair.survivor_id);
  const [chosen, setChosen] = useState<Chosen>({});
  const [holder, setHolder] = useState<string | null>(null);
  const [decides, setDecides] = useState<'into' | 'from'>('into');
  const [failure, setFailure] = useState<string>();
  const [into, from] = pair.one.id === stays ? [pair.one, pair.other] : [pair.other, pair.one];
  const preview = useRead(previewMergeRoute, { params: { id: into.id, other_id: from.id } });
  const moves = rowsInWords(preview.data?.moves ?? [], t);
  const merge = useWrite(mergeClientsRoute, { said: () => t('clients.dup.merged', { name: into.name }) });
  const branch = useWrite(linkBranchRoute, { said: () => t('clients.dup.linked', { name: from.name }) });
  const apart = useWrite(keepApartRoute, {
    said: () => t('clients.dup.kept_apart', { one: into.name, other: from.name }),
  });
  const alike = useWrite(decideAlikeRoute, { said: ({ pairs }) => t('clients.dup.alike_begun', { count: pairs }) });
  const [allAlike, setAllAlike] = useState(false);
  const kinds = pair.reasons.map(({ kind }) => kind);
  const isBusy = alike.isPending || merge.isPending || branch.isPending || apart.isPending;
  const params = { id: into.id, other_id: from.id };
  const holders = preview.data?.holders ?? [];
  const isAsked = holders.length > 0 && holder === null;

  const carryOut = async (decision: AlikeDecision, decide: () => Promise<unknown>) => {
    if (isBusy) return;
    setFailure(undefined);
    if (allAlike && !mayDecideAlike(decision, kinds)) {
      setFailure(t('reason.clients.alike_unseen'));
      return;
    }
    try {
      // First the others: with this pair decided its reasons are no longer at hand.
      if (allAlike) {
        const scope = importId === null ? {} : { import_id: importId };
        await alike.mutateAsync({ params, body: { decision, ...scope } });
      } else await decide();
    } catch (error) {
      setFailure(formFailure(error).text);
    }
  };
  const runMerge = () => {
    if (isAsked) {
      setFailure(t('reason.clients.merge_two_holders'));
      return;
    }
    void carryOut('merge', () =>
      merge.mutateAsync({
        params,
        body: {
          version: into.version,
          other_version: from.version,
          ...chosenSides(chosen),
          ...(holder === null ? {} : { holder_id: holder }),
          decision_maker: decides,
        },
      }),
    );
  };
  const swap = () => {
    setStays(from.id);
    setChosen({});
    setDecides('into');
  };
  const acts = {
    merge: { keys: 'KeyM', run: runMerge },
    branch: { keys: 'KeyB', run: () => void carryOut('branch', () => branch.mutateAsync({ params })) },
    apart: { keys: 'KeyN', run: () => void carryOut('apart', () => apart.mutateAsync({ params })) },
    swap: { keys: 'KeyX', run: swap },
    next: { keys: 'KeyJ', run: onNext },
    previous: { keys: 'KeyK', run: onPrevious },
  } as const;
  const names = Object.keys(acts) as (keyof typeof acts)[];
  useKeys(
    {
      ...Object.fromEntries(
        names.map((name) => [acts[name].keys, { run: acts[name].run, label: t(`clients.dup.${name}`) }]),
      ),
      ...(pair.alike === 0 ? {} : { KeyA: { run: () => setAllAlike(!allAlike), label: t('clients.dup.all_alike') } }),
    },
    { group: t('clients.dup.keys') },
  );
  const button = (name: keyof typeof acts, look: 'primary' | 'default' | 'quiet') => (
    <Button look={look} keys={acts[name].keys} busy={isBusy} onClick={acts[name].run}>
      {t(`clients.dup.${name}`)}
    </Button>
  );

  return (
    <>
      <div className={styles.scroll}>
        <div className={styles.why}>
          <span className={styles.score}>{t('clients.dup.score', { score: pair.score })}</span>
          {pair.reasons.map((reason) => (
            <Chip key={reason.kind} look={reason.kind.startsWith('other_') ? 'ink' : 'outline'}>
              {duplicateReason(reason, t, format)}
            </Chip>
          ))}
        </div>
        <div className={styles.notes}>
          {pair.rule_refusal === null ? null : (
            <p className="t-small">
              {t('clients.dup.rule_refused', { why: reasonWords(t, pair.rule_refusal, { name: '', count: 0 }) })}
            </p>
          )}
          <p className="t-small ink-2">
            {moves === '' ? t('clients.dup.moves_nothing') : t('clients.dup.moves', { list: moves })}
          </p>
          {pair.suggestion === 'branch' ? <p className="t-small ink-2">{t('clients.dup.branch_hint')}</p> : null}
          {pair.more === 0 ? null : (
            <AppLink className="link t-small" href={`/clients/duplicates?client=${into.id}`}>
              {t('clients.dup.more', { count: pair.more })}
            </AppLink>
          )}
        </div>
        <PairTable
          into={into}
          from={from}
          preview={preview.data}
          chosen={chosen}
          onChoose={(field, side) => setChosen({ ...chosen, [field]: side })}
        />
        {holders.length === 0 && preview.data?.decision_makers == null ? null : (
          <div className={styles.questions}>
            {holders.length === 0 ? null : (
              <div className={styles.question}>
                <p className="medium">{t('clients.dup.who_holds')}</p>
                <Segmented
                  label={t('clients.dup.who_holds')}
                  value={holder}
                  onChange={setHolder}
                  options={holders.map(({ id, full_name }) => ({ value: id, label: full_name }))}
                />
              </div>
            )}
            {preview.data?.decision_makers == null ? null : (
              <div className={styles.question}>
                <p className="medium">{t('clients.dup.who_decides')}</p>
                <Segmented
                  label={t('clients.dup.who_decides')}
                  value={decides}
                  onChange={setDecides}
                  options={[
                    { value: 'into', label: preview.data.decision_makers.into },
                    { value: 'from', label: preview.data.decision_makers.from },
                  ]}
                />
              </div>
            )}
          </div>
        )}
      </div>
      <section className={styles.decision} aria-label={t('clients.dup.decide')}>
        {failure === undefined ? null : (
          <p className={styles.failure} role="alert">
            {failure}
          </p>
        )}
        {pair.alike === 0 ? null : (
          <div className={styles.alike}>
            <CheckField
              label={t('clients.dup.alike', { count: pair.alike })}
              hint={allAlike ? t('clients.dup.alike_hint') : undefined}
              value={allAlike}
              onChange={setAllAlike}
            />
          </div>
        )}
        {button('merge', pair.suggestion === 'branch' ? 'default' : 'primary')}
        {button('branch', pair.suggestion === 'branch' ? 'primary' : 'default')}
        {button('apart', 'default')}
        {button('swap', 'quiet')}
        {button('previous', 'quiet')}
        {button('next', 'quiet')}
      </section>
    </>
  );
}

/** What has been chosen, the company's own fields apart. */
function chosenSides(chosen: Chosen): Pick<MergeBody, 'fields' | 'custom'> {
  const sides = Object.entries(chosen);
  const own = sides.flatMap(([field, side]) =>
    isCustomName(field) && (side === 'into' || side === 'from') ? [[keyOfName(field), side] as const] : [],
  );
  // The rest is under the names of the program's own fields.
  const fields = Object.fromEntries(sides.filter(([field]) => !isCustomName(field))) as MergeBody['fields'];
  return { ...(fields === undefined ? {} : { fields }), custom: Object.fromEntries(own) };
}
