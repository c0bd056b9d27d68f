import { ActionIcon, Button, createTheme, Input, type MantineColorsTuple } from '@mantine/core';

/** The one accent: leaf green. Shade 7 on white and shade 3 on the dark ground both pass 4.5:1. */
const leaf: MantineColorsTuple = [
  '#e8f5ef',
  '#cfeadf',
  '#9edcc3',
  '#5fd6ac',
  '#35bd8f',
  '#1c9f77',
  '#0f8a67',
  '#0b7a5e',
  '#08664e',
  '#06513e',
];

/** Greys with a breath of green, so that the neutral parts belong to the accent. Index 0 is text, 9 the ground. */
const dark: MantineColorsTuple = [
  '#e6eeea',
  '#c2cdc8',
  '#9db0a7',
  '#74877e',
  '#3a4842',
  '#2b3732',
  '#1f2924',
  '#161e1a',
  '#111815',
  '#0c110f',
];

const gray: MantineColorsTuple = [
  '#f7f9f7',
  '#eff3f0',
  '#e4eae6',
  '#d5ddd8',
  '#c0cbc5',
  '#97a69e',
  '#6b7a73',
  '#56665e',
  '#34413b',
  '#16211c',
];

// The variables of theme.css, so that buttons and drawings are of one colour in both schemes.
const filledColours = {
  '--button-bg': 'var(--accent)',
  '--button-hover': 'var(--accent-hover)',
  '--button-color': 'var(--on-accent)',
};
const lightColours = {
  '--button-bg': 'var(--surface-accent)',
  '--button-hover': 'var(--surface-accent-hover)',
  '--button-color': 'var(--accent-ink)',
};
const subtleColours = { '--button-hover': 'var(--surface-accent)', '--button-color': 'var(--accent-ink)' };

/** Sizes, colours and defaults of every Mantine control on the page. */
export const theme = createTheme({
  primaryColor: 'leaf',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  colors: { leaf, dark, gray },
  black: '#16211c',
  fontFamily: "'Figtree Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontWeight: '650', textWrap: 'balance' },
  defaultRadius: 'md',
  radius: { sm: '6px', md: '10px', lg: '16px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  // Whatever can be pressed is at least 44 px high.
  components: {
    Button: Button.extend({
      // Words that are longer, or in another language, go on in a second line instead of being cut off.
      styles: { label: { whiteSpace: 'normal', lineHeight: 1.2 } },
      vars: (_, { variant }) => ({
        root: {
          '--button-height': '44px',
          '--button-fz': '0.875rem',
          '--button-padding-x': '16px',
          ...(variant === undefined || variant === 'filled' ? filledColours : undefined),
          ...(variant === 'light' ? lightColours : undefined),
          ...(variant === 'subtle' ? subtleColours : undefined),
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 44, variant: 'subtle', color: 'gray' } }),
    Input: Input.extend({
      vars: () => ({ wrapper: { '--input-height': '44px', '--input-fz': '0.9375rem' } }),
    }),
  },
});
