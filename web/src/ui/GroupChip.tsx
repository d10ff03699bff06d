import type { CSSProperties } from 'react'
import { word } from '../i18n'

const INK: Record<string, string> = { grey: '#868e96', red: '#e03131', orange: '#e8590c', yellow: '#f08c00', green: '#2f9e44', teal: '#0c8599', blue: '#1971c2', violet: '#7048e8', pink: '#c2255c' }

/** The colours that a group may have. */
export const GROUP_COLOURS = Object.keys(INK)

/** For `--c`, the colour of a chip's dot. */
export const groupInk = (colour: string): CSSProperties => ({ '--c': INK[colour] ?? INK['grey'] }) as CSSProperties

/** A group's name with its dot; the colour alone says nothing. */
export const GroupChip = ({ group }: { group: { name: string; colour: string } }) => (
  <span className="chip" style={groupInk(group.colour)} title={word('group_colour', group.colour)}>
    <i aria-hidden />
    {group.name}
  </span>
)
