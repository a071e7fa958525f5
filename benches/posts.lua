-- wrk script for durable posts: each request saves the first step of a draft given after `--`, from a made-up
-- address.
local drafts, count = {}, 0
local summary = string.rep("Un+texte+d%27essai+assez+long+pour+compter.+", 8)

init = function(args)
    drafts = args
end

request = function()
    count = count + 1
    local headers = {
        ["Content-Type"] = "application/x-www-form-urlencoded",
        ["Sec-Fetch-Site"] = "same-origin",
        ["X-Forwarded-For"] = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254)),
    }
    local body = "titre=Essai+de+charge+" .. count .. "&resume=" .. summary .. "&activite=permanente&horaires=le+mardi"
    return wrk.format("POST", drafts[count % #drafts + 1], headers, body)
end
