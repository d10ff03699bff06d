import { answered, api, setCsrf } from '../api/client'
import { complain } from '../ui/notify'

export async function logOut() {
  try {
    await answered(api.DELETE('/api/v1/session'))
  } catch (error) {
    void complain(error)
    return
  }
  setCsrf(null)
  // Nothing of this session stays in memory.
  location.assign('/login')
}
