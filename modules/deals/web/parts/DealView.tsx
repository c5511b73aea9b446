import { CustomFields } from '#modules/fields/web/parts/CustomFields.tsx';
import { ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useWrite } from '#ui-kit/call.ts';
import { Stages } from '#ui-kit/data/Timeline.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { Chip, Late } from '#ui-kit/marks/Chip.tsx';
import { Missing } from '#ui-kit/marks/Missing.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type DealCard, editDealRoute, moveDealRoute } from '../../contract.ts';
import { STAGES, stageAfter } from '../../rules.ts';
import styles from './deals.module.css';

export type DealAction = 'evidence' | 'edit' | 'back' | 'sign' | 'lose' | 'postpone' | 'sheet' | 'offer';

interface DealViewProps {
  deal: DealCard;
  onAct: (action: DealAction, criterionId?: string) => void;
}

/** One live deal: value, the line of stages, what the present stage still asks, and the way on. */
export function DealView({ deal, onAct }: DealViewProps) {
  const { t, format } = useText();
  const { margin_minor: margin } = deal;
  return (
    <Section
      title={t('deals.title_one')}
      note={deal.title}
      action={
        <span className="strong">
          <Num>{format.moneyShort(deal.value_minor)}</Num>
        </span>
      }
    >
      <div className="stack">
        <p className="t-small ink-3">
          {[
            margin === null ? '' : t('deals.margin_is', { money: format.moneyShort(margin) }),
            t('deals.vat_is', { rate: format.basisPoints(deal.vat_bp) }),
            deal.expected_on === null || deal.outcome !== null
              ? ''
              : t('deals.expected_is', { day: format.date(deal.expected_on) }),
          ]
            .filter((word) => word !== '')
            .join(', ')}
        </p>
        <DealCustom deal={deal} />
        {deal.outcome === 'signed' ? <SignedPart deal={deal} onAct={onAct} /> : <OpenPart deal={deal} onAct={onAct} />}
      </div>
    </Section>
  );
}

/** The company's own fields of the deal; of one that has ended they are only read. */
function DealCustom({ deal }: { deal: DealCard }) {
  const edit = useWrite(editDealRoute).mutateAsync;
  return (
    <CustomFields
      bare
      entity="deal"
      id={deal.id}
      values={deal.custom}
      people={deal.custom_people}
      save={
        deal.may_work && deal.outcome === null
          ? (custom, version = deal.version) => edit({ params: { id: deal.id }, body: { version, custom } })
          : undefined
      }
    />
  );
}

function OpenPart({ deal, onAct }: DealViewProps) {
  const { t, format } = useText();
  const at = STAGES.indexOf(deal.stage);
  return (
    <>
      <Stages
        items={STAGES.map((stage, place) => ({
          id: stage,
          label: t(`deals.stage.${stage}`),
          state: place < at ? 'done' : place === at ? 'current' : 'ahead',
          text: place <= at ? shownIn(deal, stage) : undefined,
          note: enteredOn(deal, stage) === null ? undefined : format.date(enteredOn(deal, stage) ?? ''),
        }))}
      />
      <StageCriteria deal={deal} onAct={onAct} />
      {deal.may_work ? <OpenActions deal={deal} onAct={onAct} /> : null}
    </>
  );
}

/** The last thing shown in a stage. */
function shownIn(deal: DealCard, stage: DealCard['stage']): string | undefined {
  const evidence = deal.criteria.filter((one) => one.stage === stage).flatMap((one) => one.evidence);
  return evidence.toSorted((a, b) => (a.on_day < b.on_day ? -1 : 1)).at(-1)?.said;
}

function enteredOn(deal: DealCard, stage: DealCard['stage']): string | null {
  return deal.moves.findLast((move) => move.to_stage === stage)?.moved_at.slice(0, 10) ?? null;
}

/** What the present stage asks before it is left, each with what shows it. */
function StageCriteria({ deal, onAct }: DealViewProps) {
  const { t } = useText();
  return (
    <ul className={styles.criteria}>
      {deal.criteria
        .filter((one) => one.stage === deal.stage)
        .map((one) => (
          <li key={one.id}>
            <Missing state={one.met ? 'done' : one.required ? 'missing' : 'optional'} />
            <span className="col">
              <span>{one.title}</span>
              {one.evidence.map((evidence) => (
                <span key={evidence.id} className={`${styles.said} t-small ink-3`}>
                  {evidence.said}
                  {evidence.file_name === null ? '' : ` · ${evidence.file_name}`}
                </span>
              ))}
            </span>
            {one.met || !deal.may_work ? null : (
              <button type="button" className="link" onClick={() => onAct('evidence', one.id)}>
                {t('deals.show_it')}
              </button>
            )}
          </li>
        ))}
    </ul>
  );
}

function OpenActions({ deal, onAct }: DealViewProps) {
  const { t } = useText();
  const move = useWrite(moveDealRoute, { said: (card) => t('deals.moved', { stage: t(`deals.stage.${card.stage}`) }) });
  const next = stageAfter(deal.stage) ?? 'signed';
  const go = () =>
    next === 'signed'
      ? onAct('sign')
      : move.mutate({ params: { id: deal.id }, body: { version: deal.version, to: next } });
  const words = next === 'signed' ? t('deals.sign_submit') : t('deals.forward', { stage: t(`deals.stage.${next}`) });
  return (
    <div className="stack">
      {move.error === null ? null : <p role="alert">{move.error.message}</p>}
      <div className={styles.actions}>
        <Button
          look="primary"
          size="main"
          wide
          busy={move.isPending}
          missing={
            deal.missing.length === 0 ? undefined : t('deals.lacks', { what: words, count: deal.missing.length })
          }
          onMissing={() => onAct('evidence')}
          onClick={go}
        >
          {words}
        </Button>
        <Button onClick={() => onAct('evidence')}>{t('deals.evidence_button')}</Button>
        <ActionMenu
          label={t('deals.more')}
          items={[
            { label: t('deals.edit_menu'), onRun: () => onAct('edit') },
            { label: t('deals.postpone_menu'), onRun: () => onAct('postpone') },
            ...(deal.stage === 'solution' ? [] : [{ label: t('deals.back_submit'), onRun: () => onAct('back') }]),
            { label: t('deals.sheet_menu'), onRun: () => onAct('sheet') },
            { label: t('deals.lose_menu'), onRun: () => onAct('lose') },
          ]}
        />
      </div>
    </div>
  );
}

/** A signed deal on its way to delivery: what the sheet still misses, or where the offer stands. */
function SignedPart({ deal, onAct }: DealViewProps) {
  const { t, format } = useText();
  const { handover } = deal;
  const gaps = handover === null ? 0 : handover.required - handover.met;
  const mayOffer = deal.may_work && !handover?.handoff_id;
  // The key opens the offer whatever is missing: there each criterion is named.
  useKeys(
    { KeyH: { run: () => onAct('offer'), label: t('deals.hand_over') } },
    { group: t('deals.title_one'), enabled: mayOffer },
  );
  return (
    <>
      <p className="row-wrap">
        <Chip look="outline">{t('deals.stage.signed')}</Chip>
        <span className="ink-2">
          {t('deals.contract_is', {
            number: deal.contract_number ?? '',
            day: deal.signed_on === null ? '' : format.date(deal.signed_on),
          })}
        </span>
      </p>
      {handover === null ? null : (
        <p className="ink-2">{t('deals.sheet_progress', { met: handover.met, required: handover.required })}</p>
      )}
      {handover?.handoff_id ? (
        <p className="row-wrap">
          {handover.handoff_state === 'returned' ? <Late>{t('deals.handoff.returned')}</Late> : null}
          <AppLink className="link" href={`/handoffs/${handover.handoff_id}`}>
            {t(`deals.handoff.${handover.handoff_state === 'offered' ? 'offered' : 'open'}`)}
          </AppLink>
        </p>
      ) : null}
      {deal.may_work ? (
        <div className={styles.actions}>
          {mayOffer ? (
            <Button
              look="primary"
              size="main"
              wide
              keys="KeyH"
              missing={gaps === 0 ? undefined : t('deals.sheet_lacks', { count: gaps })}
              onMissing={() => onAct('sheet')}
              onClick={() => onAct('offer')}
            >
              {t('deals.hand_over')}
            </Button>
          ) : null}
          <Button onClick={() => onAct('sheet')}>{t('deals.sheet_menu')}</Button>
        </div>
      ) : null}
    </>
  );
}
