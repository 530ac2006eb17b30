using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CsmPartners.Entries;
using CsmPartners.Texts;
using CsmPartners.Web.Admin;
using CsmPartners.Web.Admin.Entries;
using CsmPartners.Web.Admin.Home;
using CsmPartners.Web.Admin.Previews;
using CsmPartners.Web.Admin.Status;
using CsmPartners.Web.Admin.Workflow;
using CsmPartners.Web.Rendering;
using CsmPartners.Workflow;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.WebUtilities;

namespace CsmPartners.Web.Hosting;

internal static class Pages
{
    /// <summary>Views stand beside the controllers: Site/Partners/Partner.cshtml.</summary>
    public static void AddSitePages(this IServiceCollection services)
    {
        services.AddControllersWithViews(options =>
        {
            options.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            // However many rows are posted, and whatever is wrong with them, all are shown again; the form's own bound says how many may be saved.
            (options.MaxModelBindingCollectionSize, options.MaxModelValidationErrors) = (int.MaxValue, int.MaxValue);
            options.Conventions.Add(new AddressesDecide());
            // What is said on the next screen, at the desk only; see DeskController.
            options.Filters.Remove(options.Filters.OfType<SaveTempDataAttribute>().Single());
        });
        services.Configure<RouteOptions>(options => options.SetParameterPolicy<DeskListConstraint>("desklist"));
        services.Configure<RazorViewEngineOptions>(options =>
        {
            options.ViewLocationFormats.Clear();
            options.ViewLocationFormats.Add("/Site/{1}/{0}.cshtml");
            options.ViewLocationFormats.Add("/Site/Shared/{0}.cshtml");
            options.AreaViewLocationFormats.Clear();
            options.AreaViewLocationFormats.Add("/{2}/{1}/{0}.cshtml");
            options.AreaViewLocationFormats.Add("/{2}/Shared/{0}.cshtml");
        });
    }

    /// <summary>What the desk's screens ask.</summary>
    public static void AddSiteDesk(this IServiceCollection services)
    {
        services.AddScoped<Picks>();
        services.AddScoped<EditScreen>();
        services.AddScoped<HomeBoxes>();
        services.AddScoped<TextWarnings>();
        // One for each page: what it may cost is counted together.
        services.AddScoped<WordDiff>();
        services.AddScoped<EntryScreen>();
        services.AddScoped<EntryWorkflow>();
        services.AddScoped<PreviewLinks>();
        services.AddSingleton<ProgramState>();
        services.AddHostedService<Scheduler>();
    }

    public static void AddSiteRendering(this IServiceCollection services)
    {
        // The default encoder writes every Cyrillic letter as seven bytes.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<MarkdownText>();
        services.AddSingleton<IHttpResponseStreamWriterFactory, InOnePiece>();
        services.AddSingleton<Fragments>();
        services.AddSingleton<PublicOrigin>();
        services.AddSingleton<Hosts>();
    }

    /// <summary>
    /// What the address names is taken from the address: a field of that name in a form must not lead to another entry. A name is text even
    /// where it is blank, in place of which the framework would give null to actions that expect none.
    /// </summary>
    private sealed class AddressesDecide : IActionModelConvention
    {
        public void Apply(ActionModel action)
        {
            var templates = action.Selectors.Concat(action.Controller.Selectors).Select(s => s.AttributeRouteModel?.Template ?? "").ToList();
            foreach (var parameter in action.Parameters.Where(p => templates.Any(t => t.Contains($"{{{p.Name}}}", StringComparison.Ordinal) || t.Contains($"{{{p.Name}:", StringComparison.Ordinal))))
                parameter.BindingInfo = new BindingInfo { BindingSource = BindingSource.Path, BinderType = parameter.ParameterType == typeof(string) ? typeof(Name) : null };
        }

        private sealed class Name : IModelBinder
        {
            public Task BindModelAsync(ModelBindingContext bindingContext)
            {
                bindingContext.Result = ModelBindingResult.Success(bindingContext.ValueProvider.GetValue(bindingContext.ModelName).FirstValue);
                return Task.CompletedTask;
            }
        }
    }

    /// <summary>The framework sends what it draws in pieces of 16,384 characters. Most pages are longer: whole they compress better, a list by a seventh, and wake fewer threads.</summary>
    private sealed class InOnePiece : IHttpResponseStreamWriterFactory
    {
        private const int Characters = 32 * 1024;

        public TextWriter CreateWriter(Stream stream, Encoding encoding) => new HttpResponseStreamWriter(stream, encoding, Characters, ArrayPool<byte>.Shared, ArrayPool<char>.Shared);
    }

    private sealed class DeskListConstraint : IRouteConstraint
    {
        public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            Enum.GetValues<EntryKind>().Any(k => k.DeskList() == values[routeKey] as string);
    }
}
