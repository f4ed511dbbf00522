"""Words that several keys share, and places that several keys stand at."""

PURPOSES = (
    "pretrain|finetune|preference_tuning|nongenerative_training|evaluation|embedding_index"
    "|rag_grounding|display_excerpt|search_index|synthetic_data|distillation|internal_research"
    "|tdm_analysis"
)
PROHIBITED = (
    "raw_resale|substitute_product|voice_or_likeness_clone|style_imitation"
    "|biometric_identification|surveillance|weapons|political_persuasion|adult_content"
    "|reidentification|open_weights_release|other"
)
ENTITIES = (
    "corporation|llc|partnership|sole_trader|individual|university|public_body|cmo|trust"
    "|estate_or_insolvency"
)
ASSETS = (
    "photo|illustration|image_dataset|short_video|long_video|audio_speech|audio_music|podcast"
    "|text_article|text_book|text_journal|text_ugc|chat_log|email_archive|code_repo|3d_model"
    "|sensor_data|structured_data|other"
)
UNITS = (
    "item|image|clip|minute|hour|word|1k_words|token|1m_tokens|article|title|track|repo|message"
    "|conversation|page_crawl|1k_crawls|query|gb|catalogue|year"
)
FEE_MODELS = (
    "one_time|per_unit|volume_tier|graduated_tier|subscription|usage_query|crawl|rev_share"
    "|hybrid|no_fee"
)
RENEWALS = "none|auto_evergreen|auto_fixed_n|option_licensee|option_licensor|mutual|conditional"
SPAN_UNITS = "days|business_days|weeks|months"
LINE = "materials.lines.0"
SURVIVAL = "destroy|retire_by_date|keep_existing_no_retrain|perpetual"
CHARGE = "pricing.charges.0"
TIER = f"{LINE}.tiers.0"
CAP = "risk.general_cap"
CHARGE_KINDS = (
    "fixed|per_unit|tiered_volume|tiered_graduated|subscription|usage|crawl|revenue_share"
)
SIDE = "licensor|licensee"
