/** Notes of a case, and those whom they name. */
export const notesEn = {
  notes: { title: 'Notes', none: 'Nobody has written anything yet', write: 'Write a note', name: 'Name colleagues', named: 'Names', add: 'Add', more: 'Earlier notes', mentions: 'Notes that name you', mentions_n: 'Notes that name you: {{n}} unread', no_mentions: 'No unread note names you' },
}
