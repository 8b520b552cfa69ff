import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, type SelectProps } from '@mantine/core';

/** The one accent: ink blue. White is read on shade 7 with 9:1, and on shade 6, for the dark ground, with 6:1. */
const ink: MantineColorsTuple = [
  '#f0f3fa',
  '#dde4f3',
  '#bccae8',
  '#9db2df',
  '#7591cf',
  '#4f70bb',
  '#3a5aa4',
  '#2b4783',
  '#21386a',
  '#182a51',
];

/** Deviations, and actions that destroy. */
const brick: MantineColorsTuple = [
  '#fcf0ed',
  '#f8dcd5',
  '#f0b8ab',
  '#e99583',
  '#de7059',
  '#cb5138',
  '#b23c24',
  '#96301b',
  '#782616',
  '#5a1c10',
];

/** Grounds and lines of fields, buttons and code in the dark: the same blue-grey as the page under them. */
const dark: MantineColorsTuple = [
  '#e6e9f0',
  '#c3cad6',
  '#a4adbd',
  '#737c8d',
  '#3b4352',
  '#2b313d',
  '#212733',
  '#12151c',
  '#0e1117',
  '#090b10',
];

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SFMono-Regular', Menlo, Consolas, monospace",
  colors: { ink, brick, dark },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  defaultRadius: 6,
  fontSizes: { xs: '12px', sm: '13px', md: '15px', lg: '17px', xl: '22px' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '40px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '1.3' },
      h2: { fontSize: '17px', lineHeight: '1.35' },
      h3: { fontSize: '15px', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  // The head of a dialog is no banner of the page.
  components: {
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } } } },
    // what is in a menu are its items alone: the first of them has the focus, and nothing before it
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // what can be pressed is reached by keys
    PasswordInput: {
      defaultProps: { visibilityToggleButtonProps: { 'aria-label': 'Show or hide what is typed', tabIndex: 0 } },
    },
    // who is led to a list by what is open there sees it before they see the choices; what is typed takes the place of what stands
    Select: {
      defaultProps: {
        openOnFocus: false,
        onFocus: ({ currentTarget }) => {
          if (!currentTarget.readOnly) currentTarget.select();
        },
      } satisfies SelectProps,
    },
    // words that change their color bit by bit are too faint to read meanwhile
    SegmentedControl: { defaultProps: { transitionDuration: 0 } },
  },
});

/** Quiet text still has a contrast of at least 4.5:1 on every ground it stands on. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1b2130',
    '--mantine-color-dimmed': '#565f70',
    '--mantine-color-placeholder': '#6a7385',
    '--mantine-color-error': '#96301b',
    '--mantine-color-anchor': '#2b4783',
    '--mantine-color-gray-outline': '#565f70',
    '--line': '#dfe2e8',
    '--edge': '#8b93a3',
    '--ground': '#f7f8fa',
    '--clean': '#3d5490',
    '--deviation': '#b23c24',
    '--quiet': '#8b93a3',
    '--proven': '#1f7a4d',
    '--on-state': '#ffffff',
  },
  dark: {
    '--mantine-color-body': '#12151c',
    '--mantine-color-text': '#e6e9f0',
    '--mantine-color-dimmed': '#a4adbd',
    '--mantine-color-placeholder': '#8f99ab',
    '--mantine-color-error': '#f0a391',
    '--mantine-color-anchor': '#a9bdec',
    '--mantine-color-brick-light-color': '#f0a391',
    '--mantine-color-ink-light-color': '#a9bdec',
    '--mantine-color-gray-outline': '#a4adbd',
    '--line': '#2b313d',
    '--edge': '#6b7484',
    '--ground': '#191d26',
    '--clean': '#8ea6e2',
    '--deviation': '#ef8d77',
    '--quiet': '#737c8d',
    '--proven': '#5fc492',
    '--on-state': '#12151c',
  },
});
