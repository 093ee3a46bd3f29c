namespace CyberIncidents.BrowserTests.Support;

/// <summary>Finds, by the links that a person sees, a page that the tests cannot name beforehand.</summary>
internal static class PlacesOf
{
    /// <summary>Turns <c>{case}</c>, <c>{request}</c>, <c>{inbound}</c>, <c>{untriaged}</c>, <c>{chased}</c>, <c>{asked}</c>, <c>{shared}</c>, <c>{preview}</c>, <c>{organisation}</c> and <c>{partner}</c> into the first such address on its list.</summary>
    public static async Task<string> ResolveAsync(Person person, string template)
    {
        foreach (var (name, list, link) in new[]
        {
            ("{case}", "/incidents", "/incidents/CI-"), ("{request}", "/requests?direction=outbound", "/requests/RQ-"), ("{inbound}", "/requests?direction=inbound", "/requests/RQ-"), ("{untriaged}", "/requests?untriaged=true", "/requests/RQ-"),
            ("{chased}", "/requests?overdue=true", "/requests/RQ-"), ("{asked}", "/requests?direction=outbound", "/requests/RQ-"), ("{shared}", "/shared", "/shared/CI-"),
            ("{commitment}", "/commitments", "/commitments/CM-"),
            ("{organisation}", "/admin/organisations", "/admin/organisations/0"), ("{partner}", "/organisations?country=NL&kind=Csirt", "/organisations/0"),
        })
        {
            if (template.StartsWith(name, StringComparison.Ordinal))
            {
                await person.OpenAsync(list);
                var address = await person.Page.Locator($"main a[href^='{link}']").First.GetAttributeAsync("href");
                return address + template[name.Length..];
            }
        }

        if (template == "{preview}")
        {
            await person.OpenAsync("/incidents?country=NL");
            var address = await person.Page.Locator("main a[href^='/incidents/CI-']").First.GetAttributeAsync("href");
            await person.OpenAsync($"{address}/partners");
            return (await person.Page.Locator("main a[href*='/preview?organisation=']").First.GetAttributeAsync("href"))!;
        }

        return template;
    }
}
