-- wrk script: the paths of a file in random order, without end: wrk -s paths.lua URL -- FILE [SUFFIX].
-- With a suffix, each request adds it and a number: no address comes twice, so that no cache of responses hits. The third
-- argument `vary` does it without a parameter more, for the API: letters of the query are percent-encoded in another way
-- each time; an address without a query gets one. A fourth argument is the mean number of milliseconds that a connection
-- waits between two requests.
local paths, suffix, varies, wait, count = {}, nil, false, 0, 0

init = function(args)
    for path in io.lines(args[1]) do
        paths[#paths + 1] = path
    end
    math.randomseed(20261130)
    for at = #paths, 2, -1 do
        local other = math.random(at)
        paths[at], paths[other] = paths[other], paths[at]
    end
    suffix = args[2] ~= "" and args[2] or nil
    varies = args[3] == "vary"
    wait = tonumber(args[4] or "0")
    if wait == 0 then
        delay = nil
    end
end

-- Whole milliseconds, the mean of which is `wait`.
delay = function()
    return math.floor(wait + math.random())
end

-- Another spelling of the same query for each number.
local function spelt(query, number)
    return (query:gsub("%%?.", function(letter)
        if not letter:match("^%l$") then
            return letter
        end
        local one = number % 2
        number = math.floor(number / 2)
        return one == 1 and string.format("%%%02X", letter:byte()) or letter
    end))
end

request = function()
    count = count + 1
    local path = paths[(count - 1) % #paths + 1]
    if varies then
        local plain, query = path:match("^([^?]*)%?(.*)$")
        path = plain and plain .. "?" .. spelt(query, count) or path .. "?essai=" .. count
    elseif suffix then
        path = path .. suffix .. count
    end
    return wrk.format(nil, path)
end
