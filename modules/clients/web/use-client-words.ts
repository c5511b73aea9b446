import { IconBuildingCommunity } from '@tabler/icons-react';
import type { ListWords } from '#modules/lists/web/parts/list-words.ts';
import { useText } from '#ui-kit/text.tsx';
import type { ListScope } from '../listing/contract.ts';

/** What the register says of itself, as a list and on the map. */
export function useClientWords(): ListWords<ListScope> {
  const { t, rich } = useText();
  return {
    title: t('clients.list'),
    whole: t('clients.whole_list'),
    find: t('clients.find'),
    one: t('clients.card'),
    counted: ({ value, exact }, b) => rich(exact ? 'clients.count' : 'clients.count_more', { count: value, b }),
    exported: ({ value, exact }) => t(exact ? 'clients.export_count' : 'clients.export_more', { count: value }),
    scope: t('clients.filter.scope'),
    scopeOf: (scope) => t(`clients.scope.${scope}`),
    nothing: {
      icon: IconBuildingCommunity,
      title: t('clients.nothing_found'),
      text: t('clients.nothing_found_text'),
    },
  };
}
