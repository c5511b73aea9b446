import { useState } from 'react';
import { StepDialog } from '#modules/activities/web/parts/StepDialog.tsx';
import { TouchDialog } from '#modules/activities/web/parts/TouchDialog.tsx';
import { OrderDialog } from '#modules/back-office/web/parts/OrderDialog.tsx';
import { listContactsRoute } from '#modules/clients/contacts/contract.ts';
import { readClientRoute } from '#modules/clients/contract.ts';
import { listClientDealsRoute } from '#modules/deals/contract.ts';
import { STAGES } from '#modules/deals/rules.ts';
import { listClientNeeds, type NeedWithHistory } from '#modules/needs/contract.ts';
import type { HorizonClient } from '#modules/needs/horizon/contract.ts';
import { RelevanceMark } from '#modules/needs/web/parts/RelevanceMark.tsx';
import { VerdictDialog } from '#modules/needs/web/parts/VerdictDialog.tsx';
import { useActor, useMay } from '#modules/structure/web/parts/actor.tsx';
import { RequestDialog } from '#modules/support/web/parts/RequestDialog.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { Chip, Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './horizon.module.css';
import { StageBar } from './StageBar.tsx';

type Opened = 'touch' | 'step' | 'support' | 'office' | 'verdict' | null;

/** The client that is chosen: how ready, what next, the need, the deal, who decides; and what to do about it. */
export function ClientSide({ client, onClose }: { client: HorizonClient; onClose: () => void }) {
  const { t, format } = useText();
  const [dialog, setDialog] = useState<Opened>(null);
  const maySupport = useMay('support.ask') !== null;
  const mayOrder = useMay('office.order') !== null;
  const needs = useRead(listClientNeeds, { params: { id: client.id } });
  const need = needs.data?.items.find((one) => one.id === client.need?.id);
  useKeys(
    {
      KeyT: { run: () => setDialog('touch'), label: t('needs.horizon.touch') },
      KeyN: { run: () => setDialog('step'), label: t('needs.horizon.step') },
      KeyV: { run: () => setDialog('verdict'), label: t('needs.verdict_submit') },
      ...(maySupport ? { KeyS: { run: () => setDialog('support'), label: t('needs.horizon.expert') } } : {}),
      ...(mayOrder ? { KeyB: { run: () => setDialog('office'), label: t('needs.horizon.office') } } : {}),
    },
    { group: client.name },
  );
  const close = () => setDialog(null);
  return (
    <SidePanel
      title={
        <AppLink className="link" href={`/clients/${client.id}`}>
          {client.name}
        </AppLink>
      }
      note={client.region ?? undefined}
      head={
        <>
          <RelevanceMark verdict={client.need?.verdict ?? null} look="chip" />
          {client.overdue_days > 0 ? <Late>{format.overdue(client.overdue_days)}</Late> : null}
        </>
      }
      onClose={onClose}
      foot={
        <div className={styles.foot}>
          <Button look="primary" size="main" wide keys="KeyT" onClick={() => setDialog('touch')}>
            {t('needs.horizon.touch')}
          </Button>
          <Button keys="KeyN" onClick={() => setDialog('step')}>
            {t('needs.horizon.step')}
          </Button>
          {maySupport ? (
            <Button keys="KeyS" onClick={() => setDialog('support')}>
              {t('needs.horizon.expert')}
            </Button>
          ) : null}
          {mayOrder ? (
            <Button keys="KeyB" onClick={() => setDialog('office')}>
              {t('needs.horizon.office')}
            </Button>
          ) : null}
        </div>
      }
    >
      <WhoAndWhen client={client} />
      {need === undefined ? null : <NeedPart need={need} onVerdict={() => setDialog('verdict')} />}
      <DealPart clientId={client.id} />
      <DecidersPart clientId={client.id} />
      {dialog === 'touch' ? <TouchDialog clientId={client.id} clientName={client.name} onClose={close} /> : null}
      {dialog === 'step' ? <StepDialog clientId={client.id} clientName={client.name} onClose={close} /> : null}
      {dialog === 'verdict' && need !== undefined ? (
        <VerdictDialog clientId={client.id} need={need} onClose={close} />
      ) : null}
      <RequestDialog clientId={client.id} clientName={client.name} opened={dialog === 'support'} onClose={close} />
      <OrderDialog clientId={client.id} clientName={client.name} opened={dialog === 'office'} onClose={close} />
    </SidePanel>
  );
}

function WhoAndWhen({ client }: { client: HorizonClient }) {
  const { t, format } = useText();
  const card = useRead(readClientRoute, { params: { id: client.id } });
  const { employee_id: me } = useActor();
  const holder = card.data?.holder;
  const since = card.data?.held_since;
  const step = client.next_step;
  const who = holder == null ? '' : holder.id === me ? t('needs.horizon.you') : holder.full_name;
  return (
    <Section>
      <KeyValue
        labelWidth={80}
        items={[
          {
            label: t('needs.horizon.holder'),
            value: since == null ? who : t('needs.horizon.holder_since', { who, day: format.dayOf(since) }),
          },
          ...(step === null
            ? []
            : [
                {
                  label: t('needs.horizon.step'),
                  value: (
                    <>
                      <b>{step.at === null ? format.date(step.on) : format.dateTime(step.at)}</b>, {step.title}
                    </>
                  ),
                },
              ]),
          ...(card.data?.waiting_reason == null
            ? []
            : [{ label: t('needs.horizon.waits'), value: card.data.waiting_reason }]),
          ...(client.check_on === null ? [] : [{ label: t('needs.fact.check'), value: format.date(client.check_on) }]),
        ]}
      />
    </Section>
  );
}

function NeedPart({ need, onVerdict }: { need: NeedWithHistory; onVerdict: () => void }) {
  const { t, format } = useText();
  const last = need.verdicts.findLast((one) => !one.withdrawn);
  return (
    <Section
      title={t('needs.horizon.need')}
      action={
        need.value_minor === null ? undefined : (
          <b>
            <Num>{format.moneyShort(need.value_minor)}</Num>
          </b>
        )
      }
    >
      <div className="stack">
        <p>
          {need.subject} <Chip look="outline">{t(`needs.origin_short.${need.origin}`)}</Chip>
        </p>
        <KeyValue
          labelWidth={80}
          items={[
            {
              label: t('needs.fact.status'),
              value:
                need.actual_since === null
                  ? t(`needs.status.${need.status}`)
                  : t('needs.fact.status_since', {
                      status: t(`needs.status.${need.status}`),
                      day: format.date(need.actual_since),
                    }),
            },
            ...(need.blocker === null
              ? []
              : [{ label: t('needs.horizon.hinders'), value: t(`needs.blocker.${need.blocker}`) }]),
            ...(last?.unlocks == null ? [] : [{ label: t('needs.fact.unlocks'), value: last.unlocks }]),
            ...(need.financing_route === null
              ? []
              : [{ label: t('needs.fact.financing'), value: t(`needs.financing.${need.financing_route}`) }]),
            ...(need.window_from === null
              ? []
              : [
                  {
                    label: t('needs.fact.window'),
                    value: format.monthRange(need.window_from, need.window_until ?? need.window_from),
                  },
                ]),
            ...(need.expected_event === null ? [] : [{ label: t('needs.fact.event'), value: need.expected_event }]),
          ]}
        />
        <span>
          <Button size="small" keys="KeyV" onClick={onVerdict}>
            {t('needs.verdict_button')}
          </Button>
        </span>
      </div>
    </Section>
  );
}

function DealPart({ clientId }: { clientId: string }) {
  const { t } = useText();
  const deals = useRead(listClientDealsRoute, { params: { id: clientId } });
  const deal = deals.data?.items.find((one) => one.outcome === null || one.handed_over_at === null);
  if (deal === undefined || deal.outcome === 'lost' || deal.outcome === 'postponed') return null;
  return (
    <Section
      title={t('deals.title_one')}
      note={t(`deals.stage.${deal.stage}`)}
      action={
        <span className="ink-3 t-small">
          {t('needs.horizon.stage', { place: STAGES.indexOf(deal.stage) + 1, of: STAGES.length })}
        </span>
      }
    >
      <div className="stack">
        <StageBar stage={deal.stage} />
        {deal.missing.length === 0 ? null : (
          <p className="t-small ink-2">{t('needs.horizon.deal_lacks', { what: deal.missing.join(', ') })}</p>
        )}
      </div>
    </Section>
  );
}

const DECIDERS = 5;

function DecidersPart({ clientId }: { clientId: string }) {
  const { t } = useText();
  const contacts = useRead(listContactsRoute, { params: { id: clientId } });
  const group = (contacts.data?.items ?? []).filter((one) => one.decision_role !== null && one.left_on === null);
  if (!contacts.isSuccess) return null;
  return (
    <Section title={t('needs.horizon.decides')}>
      {group.some((one) => one.decision_role === 'decision_maker') ? null : (
        <p className="t-small">{t('needs.horizon.no_decision_maker')}</p>
      )}
      <ul className="stack">
        {group.slice(0, DECIDERS).map((one) => (
          <li key={one.contact_id} className={styles.decides}>
            <Chip look={one.decision_role === 'decision_maker' ? 'ink' : 'plain'}>
              {t(`needs.role.${one.decision_role ?? 'user'}`)}
            </Chip>
            <span className="cut">
              {one.full_name}
              {one.position_title === null ? '' : `, ${one.position_title}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
