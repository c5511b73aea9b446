import {
  createTheme,
  Drawer,
  Input,
  type MantineColorsTuple,
  type MantineThemeOverride,
  Menu,
  Modal,
  Popover,
  ScrollArea,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';

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
  if (variant === 'light') {
    return {
      background: 'var(--accent-tint)',
      hover: 'var(--accent-tint)',
      color: 'var(--accent-ink)',
      border: '1px solid transparent',
    };
  }
  return {
    background: 'transparent',
    hover: 'var(--hover)',
    color: 'var(--ink-2)',
    border: '1px solid transparent',
  };
};

const slide = { duration: 160, timingFunction: 'ease-out' } as const;
const none = { duration: 0 } as const;

/**
 * Mantine's half of the look; the other half is `theme.css`. Body scroll is never locked: panes scroll, not the page,
 * and the lock would inject a `<style>` that the content policy refuses.
 */
export const theme: MantineThemeOverride = createTheme({
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
    Modal: Modal.extend({ defaultProps: { lockScroll: false, centered: false, transitionProps: none, radius: 12 } }),
    Drawer: Drawer.extend({
      defaultProps: { lockScroll: false, position: 'right', transitionProps: { transition: 'slide-left', ...slide } },
    }),
    Popover: Popover.extend({ defaultProps: { transitionProps: none, shadow: 'md', radius: 8, offset: 6 } }),
    Menu: Menu.extend({ defaultProps: { transitionProps: none, shadow: 'md', radius: 8, offset: 4 } }),
    Tooltip: Tooltip.extend({ defaultProps: { transitionProps: none, openDelay: 400, offset: 6 } }),
    ScrollArea: ScrollArea.extend({ defaultProps: { type: 'auto', scrollbarSize: 8 } }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
    }),
  },
});
