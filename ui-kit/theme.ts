import type { MantineColorsTuple, MantineThemeOverride, VariantColorsResolver } from '@mantine/core';

/** Ten steps around the accent: 4 is the dark theme's accent, 7 the light one's. Values repeat `mantine.css`. */
const accent: MantineColorsTuple = [
  '#e3f1ed',
  '#c6e4db',
  '#9fd4c5',
  '#70c6af',
  '#3fb898',
  '#25a085',
  '#14856d',
  '#0b6b57',
  '#095a49',
  '#06211a',
];

/** Every coloured part of Mantine is either the accent or ink: there is no second hue to ask for. */
const onlyAccentOrInk: VariantColorsResolver = ({ variant }) => {
  if (variant === 'filled') {
    return {
      background: 'var(--accent)',
      hover: 'var(--accent-hover)',
      color: 'var(--on-accent)',
      border: '1px solid transparent',
    };
  }
  return { background: 'transparent', hover: 'var(--hover)', color: 'var(--ink-2)', border: '1px solid transparent' };
};

const still = { duration: 0 };
const slide = { transition: 'slide-left', duration: 160, timingFunction: 'ease-out' };
const modal = { lockScroll: false, closeOnEscape: false, transitionProps: still, radius: 12 };
const drawer = { lockScroll: false, closeOnEscape: false, position: 'right', transitionProps: slide };

/**
 * Mantine's half of the look; the other half is `theme.css`. Defaults are plain objects, so that naming a component here
 * does not load it. Body scroll is never locked: panes scroll, not the page, and the lock would inject a `<style>` that
 * the content policy refuses. Esc is heard by the registry of keys alone, so that it closes one thing at a time: what
 * floats holds an `EscapeLayer`.
 */
export const theme: MantineThemeOverride = {
  colors: { accent },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver: onlyAccentOrInk,
  fontFamily: 'var(--font)',
  defaultRadius: 6,
  cursorType: 'pointer',
  focusRing: 'auto',
  activeClassName: '',
  respectReducedMotion: true,
  breakpoints: { xs: '30em', sm: '48em', md: '64em', lg: '75em', xl: '90em' },
  components: {
    Modal: { defaultProps: modal },
    ModalRoot: { defaultProps: modal },
    Drawer: { defaultProps: drawer },
    DrawerRoot: { defaultProps: drawer },
    Popover: { defaultProps: { closeOnEscape: false, transitionProps: still, shadow: 'md', radius: 8, offset: 6 } },
    ScrollArea: { defaultProps: { type: 'auto', scrollbarSize: 8 } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
  },
};
