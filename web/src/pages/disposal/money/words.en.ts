/** Words of invoices, money tasks and promises that only their page loads. */
export const moneyEn = {
  order: 'Order {{id}}', lines: 'Lines', charged_back: 'charged back', cancel_promise: 'Cancel the promise', cancel_plan: 'Cancel the plan', not_now: 'Not possible now',
  found_exact: 'As computed', found_within_tolerance: 'Within tolerance', found_less: 'Less than computed', found_more: 'More than computed', found_not_payable: 'Not payable yet', found_reversed: 'Order reversed', found_invoiced_elsewhere: 'On another invoice', found_not_theirs: 'Not this contractor’s order',
}
