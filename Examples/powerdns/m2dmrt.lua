-- The key m2dmrt writes TXT records at _m2dmrt names and nothing else.
local key = newDN("m2dmrt.")
local names = { newDN("_m2dmrt.shop.example."), newDN("_m2dmrt.www.shop.example.") }

function updatepolicy(input)
  if input:getTsigName() ~= key or input:getQType() ~= pdns.TXT then return false end
  for _, name in ipairs(names) do
    if input:getQName() == name or input:getQName():isPartOf(name) then return true end
  end
  return false
end
