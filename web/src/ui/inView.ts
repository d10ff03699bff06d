/** For whatever is chosen in a row that scrolls on a narrow screen: it is brought into view where it is not. */
export const inView = (on: boolean) => (element: HTMLElement | null) => {
  if (on) element?.scrollIntoView?.({ inline: 'center', block: 'nearest' })
}
