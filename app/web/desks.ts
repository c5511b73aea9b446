import {
  IconAddressBook,
  IconArrowsExchange,
  IconBook2,
  IconBookmark,
  IconBuildingCommunity,
  IconCalendarStats,
  IconClipboardList,
  IconForms,
  IconHexagonLetterE,
  IconPhone,
  IconRun,
  IconSettings,
  IconSitemap,
  IconTag,
  IconTarget,
  IconTimeline,
  IconTool,
  IconUsers,
} from '@tabler/icons-react';
import type { DeskCounts } from '#modules/reports/contract.ts';
import type { Me } from '#modules/structure/contract.ts';
import type { Translator } from '#shared/text.ts';
import type { NavGroup, NavItem } from '#ui-kit/frame/navigation.ts';

/** A saved view that somebody has pinned. */
interface PinnedView {
  id: string;
  list: string;
  name: string;
}

type Item = NavItem & { shown: boolean };

const holds = (me: Me, ...functions: Me['functions']) => functions.some((name) => me.functions.includes(name));
const may = (me: Me, right: string) => me.administrator || right in me.rights;

/**
 * The navigation of one person: a desk for each group of functions held, then what is common. Somebody with several
 * functions has one desk with several parts.
 */
export function navigationOf(
  me: Me,
  t: Translator,
  counts: DeskCounts,
  pinned: readonly PinnedView[] = [],
): NavGroup[] {
  const calls = holds(me, 'prospecting', 'qualification', 'relevance_monitoring');
  const develops = holds(me, 'need_development', 'closing');
  const delivers = holds(me, 'delivery');
  const leads = holds(me, 'leadership');
  const own: Item[] = [
    { id: 'relay', label: t('app.desk.relay'), href: '/relay', icon: IconRun, shown: leads },
    {
      id: 'calling',
      label: t('app.desk.calling'),
      href: '/calling',
      icon: IconPhone,
      count: counts.calls_due,
      shown: calls,
    },
    {
      id: 'horizon',
      label: t('app.desk.horizon'),
      href: '/horizon',
      icon: IconTimeline,
      count: counts.steps_due,
      shown: develops,
    },
    {
      id: 'projects',
      label: t('app.desk.projects'),
      href: '/projects',
      icon: IconTool,
      count: counts.projects_running,
      shown: delivers || leads,
    },
    {
      id: 'support',
      label: t('app.desk.support'),
      href: '/support',
      icon: IconHexagonLetterE,
      count: counts.support_open,
      shown: may(me, 'support.answer') || may(me, 'support.route'),
    },
    {
      id: 'office',
      label: t('app.desk.office'),
      href: '/office',
      icon: IconClipboardList,
      count: counts.office_open,
      shown: may(me, 'office.perform'),
    },
    {
      id: 'handoffs',
      label: t('app.desk.handoffs'),
      href: '/handoffs',
      icon: IconArrowsExchange,
      count: counts.handoffs_to_answer,
      shown: calls || develops || delivers || leads,
    },
    {
      id: 'calendar',
      label: t('app.desk.calendar'),
      href: '/calendar',
      icon: IconCalendarStats,
      count: counts.checks_overdue,
      shown: calls || develops || leads,
    },
    {
      id: 'deals',
      label: t('app.desk.deals'),
      href: '/deals',
      icon: IconTarget,
      count: counts.deals_open,
      shown: develops || leads,
    },
  ];
  const common: Item[] = [
    { id: 'clients', label: t('app.desk.clients'), href: '/clients', icon: IconBuildingCommunity, shown: true },
    { id: 'contacts', label: t('app.desk.contacts'), href: '/contacts', icon: IconAddressBook, shown: true },
    ...pinned.map(({ id, list, name }) => ({
      id,
      label: name,
      href: `/${list}?view=${id}`,
      icon: IconBookmark,
      shown: true,
    })),
    {
      id: 'structure',
      label: t('app.desk.structure'),
      href: '/structure',
      icon: IconSitemap,
      shown: leads || may(me, 'structure.edit'),
    },
    {
      id: 'people',
      label: t('app.desk.people'),
      href: '/people',
      icon: IconUsers,
      shown: leads || may(me, 'people.edit'),
    },
    { id: 'journal', label: t('app.desk.journal'), href: '/journal', icon: IconBook2, shown: may(me, 'journal.read') },
    {
      id: 'fields',
      label: t('app.desk.fields'),
      href: '/company/fields',
      icon: IconForms,
      shown: may(me, 'fields.edit'),
    },
    { id: 'tags', label: t('app.desk.tags'), href: '/clients/tags', icon: IconTag, shown: may(me, 'tags.edit') },
    { id: 'company', label: t('app.desk.company'), href: '/company', icon: IconSettings, shown: me.administrator },
  ];
  return [
    { label: t('app.my_desk'), items: shown(own) },
    { label: t('app.common'), items: shown(common) },
  ].filter((group) => group.items.length > 0);
}

function shown(items: Item[]): NavItem[] {
  return items.filter((item) => item.shown).map(({ shown: _shown, ...item }) => item);
}

const PHONE_TABS = ['horizon', 'calling', 'relay', 'projects', 'clients', 'handoffs', 'support', 'office'];
const TABS_ON_A_PHONE = 3;

/** The tabs under the thumb: the first few of what this person does most. */
export function phoneTabsOf(items: readonly NavItem[]): string[] {
  return PHONE_TABS.filter((id) => items.some((item) => item.id === id)).slice(0, TABS_ON_A_PHONE);
}

const HOMES = [
  ['leadership', '/relay'],
  ['need_development', '/horizon'],
  ['closing', '/horizon'],
  ['prospecting', '/calling'],
  ['qualification', '/calling'],
  ['delivery', '/projects'],
  ['support', '/support'],
  ['back_office', '/office'],
] as const;

/** The address of somebody's first desk. */
export function homeOf(me: Me): '/relay' | '/horizon' | '/calling' | '/projects' | '/support' | '/office' | '/clients' {
  return HOMES.find(([name]) => me.functions.includes(name))?.[1] ?? '/clients';
}
