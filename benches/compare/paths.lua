-- wrk script: the paths of a file in random order, without end: wrk -s paths.lua URL -- FILE [SUFFIX].
-- With a suffix, each request adds it and a number: no address comes twice, so that no cache of responses hits.
local paths, suffix, count = {}, nil, 0

init = function(args)
    for path in io.lines(args[1]) do
        paths[#paths + 1] = path
    end
    math.randomseed(20261130)
    for at = #paths, 2, -1 do
        local other = math.random(at)
        paths[at], paths[other] = paths[other], paths[at]
    end
    suffix = args[2]
end

request = function()
    count = count + 1
    local path = paths[(count - 1) % #paths + 1]
    if suffix then
        path = path .. suffix .. count
    end
    return wrk.format(nil, path)
end
