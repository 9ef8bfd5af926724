import { createAccount, createWire, originsAt } from '@wxgate/wechat'
import { createFileStore } from '@wxgate/wechat/store-file'
import { createLogin, desktopHandoff, inWeChat } from '@wxgate/wechat/web'

const {
  ORIGIN = 'http://localhost:3000',
  WECHAT_ORIGIN = 'http://localhost:4401',
  APPID = 'wx5a4db0c500000001',
  SECRET = '5ec00000000000000000000000000001',
} = process.env

// WeChat on localhost: `npx wxgate simulate`. Without `wire` this is WeChat itself.
const wire = createWire({ origins: originsAt(WECHAT_ORIGIN) })
const store = createFileStore({ folder: '.wxgate' })
const account = createAccount({ wire, store, appid: APPID, secret: SECRET })
const channels = [inWeChat(account), desktopHandoff(account)]
export const login = createLogin({ store, origin: ORIGIN, channels, onError: console.error })
