import { IconArrowsLeftRight } from '@tabler/icons-react';
import type { TodayExtra } from '#modules/activities/web/parts/TodayList.tsx';
import type { Horizon, HorizonClient } from '#modules/needs/horizon/contract.ts';
import { RelevanceMark } from '#modules/needs/web/parts/RelevanceMark.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import type { useText } from '#ui-kit/text.tsx';

interface Hands extends Pick<ReturnType<typeof useText>, 't' | 'format'> {
  now: Temporal.Instant;
  navigate: (href: string) => void;
  select: (clientId: string) => void;
}

/** What has to be done today besides steps: checks that are due, and hand-offs to answer. */
export function todayExtras(horizon: Horizon, hands: Hands): TodayExtra[] {
  const due = horizon.clients.filter((client) => client.check_on !== null && client.check_on <= horizon.today);
  return [
    ...due.map((client) => checkExtra(client, hands)),
    ...horizon.offers.map((offer) => offerExtra(offer, hands)),
  ];
}

function checkExtra(client: HorizonClient, { t, format, select }: Hands): TodayExtra {
  const { need } = client;
  const waitsFor = need?.expected_event ?? (need?.blocker == null ? '' : t(`needs.blocker.${need.blocker}`));
  return {
    id: `check-${client.id}`,
    at: null,
    late: client.overdue_days > 0,
    lateDays: client.overdue_days,
    when: client.overdue_days > 0 ? format.overdue(client.overdue_days) : t('needs.horizon.check_today'),
    who: client.settlement ?? client.name,
    title: t('needs.horizon.check', { subject: need?.subject ?? client.name }),
    note: waitsFor === '' ? undefined : t('needs.horizon.check_note', { what: waitsFor }),
    mark: <RelevanceMark verdict={need?.verdict ?? null} look="mark" />,
    figure: need?.value_minor == null ? undefined : <Num>{format.moneyShort(need.value_minor)}</Num>,
    onOpen: () => select(client.id),
  };
}

function offerExtra(offer: Horizon['offers'][number], { t, format, navigate, now }: Hands): TodayExtra {
  const due = offer.due_at;
  return {
    id: `offer-${offer.id}`,
    at: due,
    late: offer.overdue,
    when: due === null ? '' : t('needs.horizon.until', { time: format.near(due, now) }),
    who: offer.giver.full_name,
    title: t('needs.horizon.answer', { client: offer.client.name }),
    note: `${t(`structure.function.${offer.from_function}`)} → ${t(`structure.function.${offer.to_function}`)}`,
    mark: <Glyph of={IconArrowsLeftRight} size={14} />,
    onOpen: () => navigate(`/handoffs/${offer.id}`),
  };
}
