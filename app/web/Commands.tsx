import { useState } from 'react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import type { NavGroup } from '#ui-kit/frame/navigation.ts';
import { CommandMenu } from '#ui-kit/keys/CommandMenu.tsx';
import type { FoundGroup } from '#ui-kit/keys/options.ts';
import { usePageFacts } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { useFound } from './Search.tsx';

interface CommandsProps {
  opened: boolean;
  onClose: () => void;
  navigation: NavGroup[];
}

/** Everything that can be done: to the record on the screen, created anew, or gone to. */
export function Commands({ opened, onClose, navigation }: CommandsProps) {
  const { t } = useText();
  const me = useActor();
  const { actions } = usePageFacts();
  const [query, setQuery] = useState('');
  const found = useFound(query);
  const creates = me.administrator || 'clients.create' in me.rights;
  const imports = me.administrator || 'clients.import' in me.rights;
  const groups: FoundGroup[] = [
    ...(actions === undefined ? [] : [actions]),
    {
      label: t('app.create'),
      items: [
        ...(creates ? [{ id: 'new-client', label: t('app.new_client'), href: '/clients?new=client' }] : []),
        ...(creates ? [{ id: 'new-interest', label: t('app.new_interest'), href: '/clients?new=interest' }] : []),
        ...(imports
          ? [
              { id: 'import', label: t('app.import'), href: '/clients/import' },
              { id: 'history', label: t('app.bring_history'), href: '/history' },
            ]
          : []),
      ],
    },
    ...navigation.map((group) => ({
      label: t('app.go_to'),
      items: group.items.map(({ id, label, href, icon }) => ({ id, label, href, icon })),
    })),
    {
      label: t('app.desk.clients'),
      items: [{ id: 'bulk', label: t('app.bulk_changes'), href: '/clients/bulk' }],
    },
  ].filter((group) => group.items.length > 0);
  return (
    <CommandMenu
      opened={opened}
      onClose={onClose}
      groups={groups}
      onQuery={setQuery}
      found={found.groups}
      waiting={found.state === 'waiting'}
    />
  );
}
