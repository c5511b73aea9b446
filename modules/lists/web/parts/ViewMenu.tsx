import { IconDots } from '@tabler/icons-react';
import { RELAY_FUNCTIONS, SERVING_FUNCTIONS } from '#modules/structure/rules.ts';
import { type ActionItem, ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useWrite } from '#ui-kit/call.ts';
import { IconButton } from '#ui-kit/IconButton.tsx';
import { useText } from '#ui-kit/text.tsx';
import {
  changeViewRoute,
  chooseHomeRoute,
  deleteViewRoute,
  type ListName,
  pinViewRoute,
  type SavedView,
} from '../../contract.ts';

const DESKS = [...RELAY_FUNCTIONS, ...SERVING_FUNCTIONS];

export interface ViewMenuProps {
  list: ListName;
  /** The view that the list begins with for this person. */
  home: string | null;
  view: SavedView;
  onOpen: (view: SavedView | null) => void;
  onRename: () => void;
  onCopy: () => void;
}

/** What can be done to a saved view: whose it is, where it stands, that the list begins with it. */
export function ViewMenu({ list, home: begun, view, onOpen, onRename, onCopy }: ViewMenuProps) {
  const { t } = useText();
  const change = useWrite(changeViewRoute);
  const pin = useWrite(pinViewRoute);
  const home = useWrite(chooseHomeRoute);
  const remove = useWrite(deleteViewRoute, { said: () => t('lists.deleted', { name: view.name }) });
  const params = { id: view.id };
  const set = (part: { shared?: boolean; desks?: SavedView['desks'] }) =>
    change.mutate({ params, body: { version: view.version, ...part } });
  const isHome = begun === view.id;
  const own: ActionItem[] = view.allowed.edit
    ? [
        { label: t('lists.rename'), onRun: onRename },
        { label: view.shared ? t('lists.make_private') : t('lists.share'), onRun: () => set({ shared: !view.shared }) },
      ]
    : [];
  const removal: ActionItem[] = view.allowed.edit
    ? [{ label: t('lists.delete'), onRun: () => remove.mutate({ params }, { onSuccess: () => onOpen(null) }) }]
    : [];
  return (
    <>
      {view.allowed.desks ? (
        <ActionMenu
          label={t('lists.desks')}
          keepOpen
          width={280}
          items={DESKS.map((desk) => ({
            label: t(`structure.function.${desk}`),
            checked: view.desks.includes(desk),
            onRun: () =>
              set({
                desks: view.desks.includes(desk) ? view.desks.filter((one) => one !== desk) : [...view.desks, desk],
              }),
          }))}
          opener={
            <Button look="quiet" size="small">
              {t('lists.desks_of', { count: view.desks.length })}
            </Button>
          }
        />
      ) : null}
      <ActionMenu
        label={t('lists.view_actions', { name: view.name })}
        width={260}
        items={[
          {
            label: view.pinned ? t('lists.unpin') : t('lists.pin'),
            onRun: () => pin.mutate({ params, body: { pinned: !view.pinned } }),
          },
          {
            label: isHome ? t('lists.not_home') : t('lists.make_home'),
            onRun: () => home.mutate({ params: { list }, body: { view_id: isHome ? null : view.id } }),
          },
          ...own,
          { label: t('lists.duplicate'), onRun: onCopy },
          ...removal,
        ]}
        opener={<IconButton icon={IconDots} size="tiny" label={t('lists.view_actions', { name: view.name })} />}
      />
    </>
  );
}
