/** The palette is loaded when it is first asked for; whoever asks does not know it. */
let opener: () => void = () => {}
export const openPalette = () => opener()
export const setOpener = (open: () => void) => {
  opener = open
}
