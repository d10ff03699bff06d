/** Words of a contract that only its tab needs. */
export const loanEn = {
  product: 'Product', product_loan: 'Loan', product_lease: 'Finance lease', product_hire: 'Hire purchase', branch: 'Branch', next_due: 'Next due', nothing_due: 'Nothing falls due any more', overdue_of: '{{n}} overdue of {{all}}', paid: 'Paid so far', credit: '{{amount}} beyond the schedule', as_of: 'As of',
  schedule: 'Schedule', no: 'No.', due_on: 'Due on', principal: 'Principal', interest: 'Interest', paid_of: 'Paid of it', state: 'State', is_paid: 'Paid', is_overdue: 'Overdue', is_due: 'Due today', is_ahead: 'To come',
  payments: 'Payments', no_payments: 'Nothing has been paid yet', paid_on: 'Counts from', reference: 'Reference', reference_hint: 'As the books call it; the same one is booked once.', undoes: 'undoes {{reference}}', undo: 'Undo', undo_of: 'Undo {{reference}}', undone: 'Payment undone', undone_on: 'Undone on', undo_hint: 'For money that never came or went back. What was booked stays in the list; a hold that it began ends.', book: 'Book a payment', book_hint: 'An open case of this contract is put on hold at once.', booked: 'Payment booked', amount: 'Amount',
}
