// Every step that must not be divided is one Lua script. Commands name their keys as KEYS[n], never as a variable:
// the cluster proxies of Alibaba Cloud refuse anything else ("all the keys that the script uses should be passed
// using the KEYS array"). All keys of one store share a hash tag, so that they lie on one node of a cluster.

/** How long Redis keeps what has expired, should its clock be ahead of that which `now` tells. */
const marginMs = 60_000

/** The store's time, in milliseconds: ARGV[1], or that of Redis when it is empty. */
const head = `
local time = redis.call('TIME')
local now = tonumber(ARGV[1]) or time[1] * 1000 + math.floor(time[2] / 1000)
`

/**
 * A number that no write had before: one more than the last, and at least the microseconds since 1970, so that none
 * comes back when Redis has lost its memory or a replica that lagged behind took over. Below 2^53 until 2255.
 */
const issue = `
local function issueVersion()
  local last = tonumber(redis.call('GET', KEYS[2]) or '0')
  local version = string.format('%.0f', math.max(last + 1, time[1] * 1000000 + time[2]))
  redis.call('SET', KEYS[2], version)
  return version
end
`

/** KEYS row; ARGV now. Value, version and end, or nothing. */
export const getScript = `${head}
local row = redis.call('HMGET', KEYS[1], 'value', 'version', 'expiresAt')
if not row[1] or tonumber(row[3]) <= now then return false end
return row
`

/** KEYS row; ARGV now. As `getScript`, and the row is gone. */
export const takeScript = `${head}
local row = redis.call('HMGET', KEYS[1], 'value', 'version', 'expiresAt')
redis.call('DEL', KEYS[1])
if not row[1] or tonumber(row[3]) <= now then return false end
return row
`

/**
 * KEYS row, counter, index of the owner if there is one; ARGV now, version or nothing for any, value, end, owner,
 * id. 1 for written, 0 for another version; the owner when the row has one that was not given: its index must be
 * among the keys, so the caller asks again with it.
 */
export const saveScript = `${head}${issue}
local row = redis.call('HMGET', KEYS[1], 'version', 'expiresAt', 'owner')
local alive = row[1] and tonumber(row[2]) > now
if ARGV[2] ~= '' then
  if (alive and row[1] or '0') ~= ARGV[2] then return 0 end
  if alive and ARGV[5] == '' and row[3] ~= '' then return row[3] end
end
local lifeMs = tonumber(ARGV[4]) - now
if lifeMs <= 0 then
  redis.call('DEL', KEYS[1])
  return 1
end
local keptMs = string.format('%.0f', lifeMs + ${marginMs})
redis.call('HSET', KEYS[1], 'value', ARGV[3], 'version', issueVersion(), 'expiresAt', ARGV[4], 'owner', ARGV[5])
redis.call('PEXPIRE', KEYS[1], keptMs)
if ARGV[5] ~= '' then
  redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', string.format('%.17g', now))
  redis.call('ZADD', KEYS[3], ARGV[4], ARGV[6])
  if redis.call('PTTL', KEYS[3]) < tonumber(keptMs) then redis.call('PEXPIRE', KEYS[3], keptMs) end
end
return 1
`

/** KEYS lease, counter; ARGV now, holder, ttlMs. The fence, or nothing. */
export const leaseScript = `${head}${issue}
local lease = redis.call('HMGET', KEYS[1], 'holder', 'fence', 'expiresAt')
local held = lease[1] and tonumber(lease[3]) > now
if held and lease[1] ~= ARGV[2] then return false end
local ttlMs = tonumber(ARGV[3])
if ttlMs <= 0 then
  redis.call('DEL', KEYS[1])
  return held and lease[2] or false
end
local fence = held and lease[2] or issueVersion()
local expiresAt = string.format('%.17g', now + ttlMs)
redis.call('HSET', KEYS[1], 'holder', ARGV[2], 'fence', fence, 'expiresAt', expiresAt)
redis.call('PEXPIRE', KEYS[1], string.format('%.0f', ttlMs + ${marginMs}))
return fence
`

/** KEYS row; ARGV now. How many rows went. */
export const dropScript = `${head}
local expiresAt = redis.call('HGET', KEYS[1], 'expiresAt')
redis.call('DEL', KEYS[1])
return expiresAt and tonumber(expiresAt) > now and 1 or 0
`

/** KEYS index of an owner; ARGV how many. The ids of rows that are, or were, this owner's. */
export const ownedScript = `
return redis.call('ZRANGE', KEYS[1], 0, tonumber(ARGV[1]) - 1)
`

/** KEYS index of an owner, rows; ARGV now, owner, ids of the rows. How many rows went; others' rows stay. */
export const dropOwnedScript = `${head}
local dropped = 0
for at = 2, #KEYS do
  local row = redis.call('HMGET', KEYS[at], 'owner', 'expiresAt')
  if row[1] == ARGV[2] then
    redis.call('DEL', KEYS[at])
    if tonumber(row[2]) > now then dropped = dropped + 1 end
  end
  redis.call('ZREM', KEYS[1], ARGV[at + 1])
end
return dropped
`
