import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBuildingFactory2,
  IconCheck,
  IconFileText,
  IconGauge,
  IconHelpHexagon,
  IconInbox,
  IconMail,
  IconMessage,
  IconNote,
  IconPhone,
  IconTarget,
  IconUsers,
} from '@tabler/icons-react';
import type { IconType } from '#ui-kit/icon.tsx';
import type { TimelineItem } from '../../contract.ts';

/** The signs of the timeline. */
export const TIMELINE_ICONS: Record<TimelineItem['icon'], IconType> = {
  call: IconPhone,
  meeting: IconUsers,
  letter: IconMail,
  message: IconMessage,
  note: IconNote,
  step: IconCheck,
  need: IconTarget,
  verdict: IconGauge,
  deal: IconTarget,
  project: IconBuildingFactory2,
  handoff: IconArrowsExchange,
  support: IconHelpHexagon,
  office: IconFileText,
  interest: IconInbox,
  warning: IconAlertTriangle,
};
