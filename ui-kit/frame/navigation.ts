import type { IconType } from '../icon.tsx';

/** One place to go to, with the number of things that wait there. */
export interface NavItem {
  id: string;
  label: string;
  href: string;
  icon: IconType;
  count?: number | undefined;
}

/** Places under one heading of the navigation. */
export interface NavGroup {
  label: string;
  items: NavItem[];
}
