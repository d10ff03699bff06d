import { createTheme, type MantineColorsTuple } from '@mantine/core'

const ink: MantineColorsTuple = ['#e6edf3', '#cdd5de', '#adb7c2', '#8b95a1', '#66707d', '#2a313a', '#222932', '#161b22', '#11161c', '#0d1117']

export const theme = createTheme({
  fontFamily: "'Inter Variable','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',system-ui,sans-serif",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: 6,
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  colors: { dark: ink },
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '20px' }, h2: { fontSize: '16px' }, h3: { fontSize: '13px' } } },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true, arrowSize: 6, fz: 12, events: { hover: true, focus: true, touch: false } } },
    // The first entry has the focus; a placeholder before it would be a child that no menu may have.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 }, transitionProps: { duration: 120 } } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm', autosize: true, minRows: 2, maxRows: 8 } },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right', comboboxProps: { transitionProps: { duration: 80 } } } },
  },
})
