-- For wrk: never the same address twice, so that no answer kept in memory serves again.
local count = 0
request = function()
    count = count + 1
    return wrk.format(nil, wrk.path .. "&essai=" .. count)
end
