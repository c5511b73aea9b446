import { listClientNeeds } from '#modules/needs/contract.ts';
import { isOpen } from '#modules/needs/rules.ts';
import { RelevanceMark } from '#modules/needs/web/parts/RelevanceMark.tsx';
import { useRead } from '#ui-kit/call.ts';
import { useText } from '#ui-kit/text.tsx';

const READIEST_FIRST = ['now', 'dated', 'triggered', 'dormant'] as const;

/** How ready the client is: the readiest verdict among its open needs, and when that one is looked at again. */
export function ClientReadiness({ clientId }: { clientId: string }) {
  const { t, format } = useText();
  const needs = useRead(listClientNeeds, { params: { id: clientId } });
  const open = (needs.data?.items ?? []).filter((need) => isOpen(need.status));
  const verdict = READIEST_FIRST.find((one) => open.some((need) => need.verdict === one)) ?? null;
  const check = open.find((need) => need.verdict === verdict)?.next_check_on ?? null;
  return (
    <span className="row">
      <RelevanceMark verdict={verdict} />
      {verdict === null || check === null ? null : (
        <span className="ink-3 nowrap">{t('app.check_on', { day: format.date(check) })}</span>
      )}
    </span>
  );
}
