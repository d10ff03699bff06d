import { Select, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answered, api, type Schemas } from '../../api/client'
import { namesOf, useWords, word } from '../../i18n'
import { FormDialog } from '../../ui/FormDialog'
import { told } from '../../ui/notify'
import { type Endpoint, entered, KEPT, ruleOf, targetOf } from './ruleEdit'
import { say } from './say'

const ROLES = ['supervisor', 'risk_officer', 'legal', 'finance', 'yard_clerk', 'admin'] as const

/** Who is told of what: a new rule, or one that is there. */
export function RuleForm({ of, whom, endpoints, onClose }: { of?: Schemas['RuleView'] | undefined; /** Whom the rule tells now, in words. */ whom?: string | undefined; endpoints: readonly Endpoint[]; onClose: () => void }) {
  const { t, language } = useWords()
  const s = say(language)
  const client = useQueryClient()
  const before = of && ruleOf(of)
  const targets = [...endpoints.map((one) => ({ value: one.id, label: one.name })), ...ROLES.map((role) => ({ value: role as string, label: s('by_email', { who: word('role', role) }) }))]
  const now = before && targetOf(before)
  // Whom the form has no name for is left as it is, until somebody else is chosen.
  if (now && !targets.some((one) => one.value === now)) targets.unshift({ value: now, label: now === KEPT ? (whom ?? KEPT) : now.slice(0, 8) })
  const [to, setTo] = useState<string>(now ?? targets[0]?.value ?? 'supervisor')
  const [least, setLeast] = useState<string | null>(before?.min_severity ?? null)
  const save = async (form: FormData) => {
    const name = String(form.get('name')).trim()
    const rule = entered(before, { events: String(form.get('events')), least, to }, endpoints) as never
    try {
      if (!of) await answered(api.POST('/api/v1/notification-rules', { body: { name, rule } }))
      else await answered(api.PUT('/api/v1/notification-rules/{id}', { params: { path: { id: of.id } }, headers: { 'If-Match': `"${of.version}"` }, body: { name, rule, enabled: of.enabled, platform: of.lender_id == null } }))
    } finally {
      void client.invalidateQueries({ queryKey: ['notification-rules'] })
    }
    void told(s(of ? 'rule_changed' : 'rule_made'))
  }
  const title = of ? s('change_of', { name: of.name }) : s('rule_add')
  return (
    <FormDialog title={title} submit={of ? t('common.save') : s('rule_add')} right="notifications:write" onClose={onClose} onSend={save}>
      <TextInput name="name" label={s('hook_name')} required maxLength={100} defaultValue={of?.name} data-autofocus />
      <Textarea name="events" label={s('rule_events')} description={s('rule_events_hint')} rows={3} autosize={false} required defaultValue={before?.events.join(', ') ?? 'case.flagged'} />
      <Select label={s('min_severity')} clearable clearButtonProps={{ 'aria-label': t('common.clear') }} placeholder={s('everything')} value={least} onChange={setLeast} data={namesOf('severity').filter((name) => name !== 'none').map((value) => ({ value, label: word('severity', value) }))} />
      <Select label={s('rule_to')} value={to} onChange={(value) => setTo(value ?? to)} data={targets} allowDeselect={false} searchable />
    </FormDialog>
  )
}
