-- wrk script: a different URL for each request, so that the response cache never hits.
local count = 0
request = function()
    count = count + 1
    return wrk.format(nil, wrk.path .. "&essai=" .. count)
end
