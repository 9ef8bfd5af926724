import type { BriefTable } from '../brief.ts'
import { places } from '../place.ts'

/**
 * Codes of calls beyond sign-in: tags, menus, templates, request ids, mini programs.
 * Source: the tables of the single calls at developers.weixin.qq.com; words where a real answer was recorded.
 */
export const calls: BriefTable = {
  40016: {
    words: 'invalid button size',
    kind: 'config',
    en: [
      'The menu has a wrong number of buttons.',
      'The first level takes 1 to 3, each of them 1 to 5 below it.',
      'Correct the number.',
    ],
    zh: ['菜单按钮的个数不对。', '第一级 1 到 3 个，每个下面 1 到 5 个。', '改正个数。'],
  },
  40018: {
    words: 'invalid button name size',
    kind: 'config',
    en: [
      "A menu button's name is empty or too long.",
      'The first level takes 16 bytes, the second 60.',
      'Shorten the name.',
    ],
    zh: ['菜单名称为空或太长。', '第一级 16 字节，第二级 60 字节。', '缩短名称。'],
  },
  40023: {
    words: 'invalid sub button size',
    kind: 'config',
    en: ['A menu button has a wrong number of buttons below it.', 'It takes 1 to 5.', 'Correct the number.'],
    zh: ['子菜单的个数不对。', '可以有 1 到 5 个。', '改正个数。'],
  },
  40027: {
    words: 'invalid sub button url size',
    kind: 'config',
    en: [
      "A menu button's url is missing or too long.",
      'A button of type view was sent with key in the place of url.',
      'Send url, up to 1,024 bytes.',
    ],
    zh: [
      '菜单按钮的 url 缺失或太长。',
      'view 类型的按钮写成了 key 而不是 url。',
      '写上 url，最长 1,024 字节。',
    ],
  },
  40036: {
    words: 'invalid template_id size',
    kind: 'config',
    en: [
      'The template_id is missing or has a wrong length.',
      'The body is that of another call, or not JSON.',
      'Send touser, template_id and data.',
    ],
    zh: [
      'template_id 缺失或长度不对。',
      '正文属于另一个接口，或不是 JSON。',
      '发送 touser、template_id 和 data。',
    ],
  },
  40037: {
    words: 'invalid template_id',
    kind: 'config',
    en: [
      'The template is not one of this account for this call.',
      [
        'It is of another account, or was deleted.',
        'It is of another system: template messages, subscription notices and one-time subscriptions do not share ids.',
      ],
      'Take an id from the list of this account for this very call.',
    ],
    zh: [
      '模板不属于这个账号的这个接口。',
      ['它属于另一个账号，或已删除。', '它属于另一套：模板消息、订阅通知、一次性订阅的 id 互不通用。'],
      '从这个账号、这个接口的列表里取 id。',
    ],
  },
  40092: {
    words: 'invalid remark name',
    kind: 'config',
    en: [
      'The remark is too long.',
      'It has to be shorter than 30 bytes; a Chinese character has 3.',
      'Shorten it.',
    ],
    zh: ['备注名太长。', '必须少于 30 字节；一个汉字是 3 字节。', '缩短备注名。'],
  },
  40119: {
    words: 'invalid use button type',
    kind: 'config',
    en: [
      'The account may not use this kind of menu button.',
      'A mini program that is not linked with the account, or a right that is missing.',
      'Link the mini program, or use another kind.',
    ],
    zh: ['账号不能使用这种菜单按钮。', '小程序没有与账号关联，或缺少权限。', '关联小程序，或换一种按钮。'],
  },
  45056: {
    kind: 'config',
    en: ['The account has as many tags as it may.', 'It has 100.', 'Delete tags that are no longer used.'],
    zh: ['标签数量已达上限。', '已有 100 个。', '删除不再使用的标签。'],
  },
  45057: {
    kind: 'config',
    en: [
      'The tag has too many followers to be deleted.',
      'It has more than 100,000.',
      'Take it from followers first.',
    ],
    zh: ['标签下的粉丝太多，不能删除。', '超过 100,000 个。', '先为粉丝取消这个标签。'],
  },
  45058: {
    kind: 'config',
    en: ['The tag cannot be changed.', 'Tags 0, 1 and 2 belong to WeChat.', 'Leave them as they are.'],
    zh: ['这个标签不能修改。', '0、1、2 是系统标签。', '保持原样。'],
  },
  45059: {
    kind: 'config',
    en: ['The person has as many tags as possible.', 'The person has 20.', 'Take one away first.'],
    zh: ['此人的标签数量已达上限。', '已有 20 个。', '先取消一个。'],
  },
  45157: {
    words: 'invalid tag name',
    kind: 'config',
    en: [
      'The name of the tag is not accepted.',
      'It exists already, or WeChat does not allow it.',
      'Read the list of tags, or take another name.',
    ],
    zh: ['标签名不被接受。', '已经存在，或微信不允许。', '读取标签列表，或换一个名称。'],
  },
  45158: {
    kind: 'config',
    en: [
      'The name of the tag is too long.',
      'It has more than 30 bytes; a Chinese character has 3.',
      'Shorten it.',
    ],
    zh: ['标签名太长。', '超过 30 字节；一个汉字是 3 字节。', '缩短标签名。'],
  },
  45159: {
    words: 'invalid tag id',
    kind: 'config',
    en: [
      'There is no tag of this id.',
      'tagid is missing or misspelt (tagId), or the tag was deleted.',
      'Send tagid with an id of the list.',
    ],
    zh: ['没有这个 id 的标签。', 'tagid 缺失或写错（tagId），或标签已删除。', '用列表里的 id 发送 tagid。'],
  },
  46003: {
    words: 'menu no exist',
    kind: 'unknown',
    en: [
      'No menu was made by API.',
      'The menu was made in the console, or there is none.',
      'Ask get_current_selfmenu_info, which tells both.',
    ],
    zh: [
      '没有用接口创建的菜单。',
      '菜单是在后台设置的，或没有菜单。',
      '用 get_current_selfmenu_info 查询，它两种都会返回。',
    ],
  },
  47003: {
    words: 'argument invalid',
    kind: 'config',
    en: [
      'A value of the template does not fit its field.',
      'It is too long, or of another kind: thing takes 20 characters, phrase takes 5 Chinese ones.',
      'The message names the field: fit its value.',
    ],
    zh: [
      '模板的值不符合字段要求。',
      '太长，或类型不对：thing 为 20 个字符，phrase 为 5 个汉字。',
      '报错写明了字段：改正它的值。',
    ],
  },
  63178: {
    kind: 'config',
    en: [
      'The account was not migrated.',
      'changeopenid works for 15 days after a migration alone.',
      'Check from_appid and the day of the migration.',
    ],
    zh: ['账号没有迁移过。', 'changeopenid 只在迁移后 15 天内可用。', '核对 from_appid 和迁移日期。'],
  },
  76001: {
    words: 'rid not found',
    kind: 'config',
    en: [
      'WeChat has no record of this request id.',
      'It is older than 7 days, or of another account.',
      `Ask within 7 days, by rid/get or here: ${places.log.en}.`,
    ],
    zh: [
      '微信没有这个请求编号的记录。',
      '超过 7 天，或属于另一个账号。',
      `7 天内用 rid/get 查询，或在这里查：${places.log.zh}。`,
    ],
  },
  76002: {
    words: 'rid is error',
    kind: 'config',
    en: [
      'The request id is empty or malformed.',
      'It was cut off in copying.',
      'Send three groups of eight hexadecimal digits.',
    ],
    zh: ['请求编号为空或格式不对。', '复制时被截断。', '发送三组八位十六进制数字。'],
  },
  87009: {
    words: 'invalid signature',
    kind: 'unknown',
    en: [
      "The session_key of the mini program's visitor is no longer good, or the signature is wrong (checksession).",
      'wx.login() has renewed the key since.',
      'Let the page call wx.login() and exchange the new code.',
    ],
    zh: [
      '小程序访客的 session_key 已失效，或签名不对（checksession）。',
      '此后 wx.login() 更新了它。',
      '让页面调用 wx.login()，再用新的 code 换取。',
    ],
  },
  1400001: {
    kind: 'quota',
    en: [
      'The allowance of phone numbers is used up.',
      'The mini program has used its calls of getPhoneNumber.',
      'Buy more in its console, or ask for the number in another way.',
    ],
    zh: [
      '手机号额度用完了。',
      '小程序的 getPhoneNumber 次数已用完。',
      '在小程序后台购买，或用别的方式获取手机号。',
    ],
  },
}
