import { useMemo } from 'react';
import { STAGES } from '#modules/deals/rules.ts';
import type { HorizonClient } from '#modules/needs/horizon/contract.ts';
import { useText } from '#ui-kit/text.tsx';

const LONGEST_PLACE = 22;

/** The words beside a mark: the place, and in small the value with the stage, the blocker or the event. */
export interface ClientWords {
  place(client: HorizonClient): string;
  small(client: HorizonClient): string;
  /** What a screen reader says: place, verdict, value, detail. */
  said(client: HorizonClient): string;
  /** The stage of the deal, the event, or what is in the way. */
  detail(client: HorizonClient): string;
}

export function useClientWords(): ClientWords {
  const { t, format } = useText();
  return useMemo(() => {
    const detail = ({ need, deal }: HorizonClient): string => {
      const stage = STAGES.find((one) => one === deal?.stage);
      if (stage !== undefined) return t(`deals.stage.${stage}`).toLocaleLowerCase(format.language);
      if (need?.verdict === 'triggered' && need.expected_event !== null) return need.expected_event;
      return need?.blocker == null || need.verdict === 'now' ? '' : t(`needs.blocker.${need.blocker}`);
    };
    const place = (client: HorizonClient) => cut(client.settlement ?? client.name, LONGEST_PLACE);
    const value = ({ need }: HorizonClient) => (need?.value_minor == null ? '' : format.millions(need.value_minor));
    const filled = (parts: string[]) => parts.filter((part) => part !== '');
    return {
      place,
      detail,
      small: (client) => filled([value(client), cut(detail(client), LONGEST_PLACE)]).join(' · '),
      said: (client) =>
        filled([
          client.name,
          client.need?.verdict == null ? t('needs.verdict.unknown') : t(`needs.verdict.${client.need.verdict}`),
          client.need?.value_minor == null ? '' : format.moneyShort(client.need.value_minor),
          detail(client),
        ]).join(', '),
    };
  }, [t, format]);
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}
